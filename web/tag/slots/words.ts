/** The few words a slot needs beside those of the server. */
export interface Words {
  back: string;
  further: string;
  /** What somebody usually buys: {n} pieces, each {days} days. */
  usually: string;
  usuallyEach: string;
}

export const WORDS: Record<string, Words> = {
  en: {
    back: "Back",
    further: "Further",
    usually: "You usually take {n}",
    usuallyEach: "You usually take {n} every {days} days",
  },
  it: {
    back: "Indietro",
    further: "Avanti",
    usually: "Di solito ne prendi {n}",
    usuallyEach: "Di solito ne prendi {n} ogni {days} giorni",
  },
  es: {
    back: "Atrás",
    further: "Adelante",
    usually: "Sueles llevarte {n}",
    usuallyEach: "Sueles llevarte {n} cada {days} días",
  },
  zh: {
    back: "后退",
    further: "前进",
    usually: "您通常购买 {n} 件",
    usuallyEach: "您通常每 {days} 天购买 {n} 件",
  },
};
