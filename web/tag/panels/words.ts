/** The few words a panel needs beside those of the merchant. */
export interface Words {
  close: string;
  email: string;
  consent: string;
  failed: string;
}

export const WORDS: Record<string, Words> = {
  en: {
    close: "Close",
    email: "This is not an e-mail address. Write it like name@example.com.",
    consent: "Tick the box, so that we may write to you.",
    failed: "That did not reach us. Please try again in a moment.",
  },
  it: {
    close: "Chiudi",
    email: "Questo non è un indirizzo e-mail. Scrivilo così: nome@esempio.it.",
    consent: "Spunta la casella, perché possiamo scriverti.",
    failed: "Non ci è arrivato. Riprova tra un momento.",
  },
  es: {
    close: "Cerrar",
    email: "Esto no es una dirección de correo. Escríbela así: nombre@ejemplo.es.",
    consent: "Marca la casilla para que podamos escribirte.",
    failed: "No nos ha llegado. Inténtalo de nuevo en un momento.",
  },
  zh: {
    close: "关闭",
    email: "这不是有效的邮箱地址。请按 name@example.com 的格式填写。",
    consent: "请勾选此项，我们才能给您写信。",
    failed: "未能发送，请稍后再试。",
  },
};
