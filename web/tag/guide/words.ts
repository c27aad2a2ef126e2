/** What a guide says beside the questions, which come from the server. */
export interface Words {
  title: string;
  wait: string;
  close: string;
  back: string;
  anew: string;
  goOn: string;
  again: string;
  last: string;
  answers: string;
  change: string;
  products: string;
  fit: string;
  none: string;
  done: string;
  differs: string;
  failed: string;
  retry: string;
}

export const WORDS: Record<string, Words> = {
  en: {
    title: "Find what suits you",
    wait: "One moment",
    close: "Close",
    back: "Back",
    anew: "Begin anew",
    goOn: "Go on",
    again: "Still looking?",
    last: "Last time you told us:",
    answers: "Your answers",
    change: "Change",
    products: "What fits so far",
    fit: "What fits: {count} of {total}",
    none: "Nothing fits all of it. These come closest.",
    done: "These suit you best",
    differs: "Does not match",
    failed: "That did not reach us.",
    retry: "Try again",
  },
  it: {
    title: "Trova quello che fa per te",
    wait: "Un momento",
    close: "Chiudi",
    back: "Indietro",
    anew: "Ricomincia",
    goOn: "Continua",
    again: "Stai ancora cercando?",
    last: "L'ultima volta ci hai detto:",
    answers: "Le tue risposte",
    change: "Cambia",
    products: "Che cosa va bene finora",
    fit: "Vanno bene: {count} su {total}",
    none: "Niente corrisponde a tutto. Questi si avvicinano di più.",
    done: "Questi fanno per te",
    differs: "Non corrisponde",
    failed: "Non ci è arrivato.",
    retry: "Riprova",
  },
  es: {
    title: "Encuentra lo que te va",
    wait: "Un momento",
    close: "Cerrar",
    back: "Atrás",
    anew: "Empezar de nuevo",
    goOn: "Seguir",
    again: "¿Sigues buscando?",
    last: "La última vez nos dijiste:",
    answers: "Tus respuestas",
    change: "Cambiar",
    products: "Lo que encaja hasta ahora",
    fit: "Encajan: {count} de {total}",
    none: "Nada cumple todo. Esto es lo más parecido.",
    done: "Esto es lo que mejor te va",
    differs: "No coincide",
    failed: "No nos ha llegado.",
    retry: "Reintentar",
  },
  zh: {
    title: "找到适合您的",
    wait: "请稍候",
    close: "关闭",
    back: "返回",
    anew: "重新开始",
    goOn: "继续",
    again: "还在找吗？",
    last: "上次您告诉我们：",
    answers: "您的回答",
    change: "更改",
    products: "目前符合的商品",
    fit: "符合：{count} / {total}",
    none: "没有完全符合的，以下最为接近。",
    done: "这些最适合您",
    differs: "不符",
    failed: "未能发送。",
    retry: "重试",
  },
};
