/** What the assistant's buttons say. What it says itself comes from our server. */
export interface Words {
  close: string;
  choose: string;
  forMe: string;
  similar: string;
  goesWith: string;
  order: string;
  ask: string;
  send: string;
  wait: string;
  failed: string;
  none: string;
  you: string;
  products: string;
  soldOut: string;
  links: Record<"order" | "contact", string>;
}

export const WORDS: Record<string, Words> = {
  en: {
    close: "Close",
    choose: "Help me choose",
    forMe: "Show me something",
    similar: "Show me similar ones",
    goesWith: "What goes with it?",
    order: "Where is my order?",
    ask: "Say what you are looking for",
    send: "Send",
    wait: "One moment …",
    failed: "That did not reach us. Please try again in a moment.",
    none: "There is nothing I could show you now.",
    you: "You",
    products: "Products",
    soldOut: "Sold out",
    links: { order: "To your order", contact: "Reach the shop" },
  },
  it: {
    close: "Chiudi",
    choose: "Aiutami a scegliere",
    forMe: "Mostrami qualcosa",
    similar: "Mostrami quelli simili",
    goesWith: "Che cosa ci sta bene?",
    order: "Dov'è il mio ordine?",
    ask: "Scrivi che cosa cerchi",
    send: "Invia",
    wait: "Un momento …",
    failed: "Non ci è arrivato. Riprova tra un momento.",
    none: "Ora non ho nulla da mostrarti.",
    you: "Tu",
    products: "Prodotti",
    soldOut: "Esaurito",
    links: { order: "Al tuo ordine", contact: "Contatta il negozio" },
  },
  es: {
    close: "Cerrar",
    choose: "Ayúdame a elegir",
    forMe: "Enséñame algo",
    similar: "Enséñame parecidos",
    goesWith: "¿Qué va bien con esto?",
    order: "¿Dónde está mi pedido?",
    ask: "Escribe qué buscas",
    send: "Enviar",
    wait: "Un momento …",
    failed: "No nos ha llegado. Inténtalo de nuevo en un momento.",
    none: "Ahora no tengo nada que enseñarte.",
    you: "Tú",
    products: "Productos",
    soldOut: "Agotado",
    links: { order: "A tu pedido", contact: "Contacta con la tienda" },
  },
  zh: {
    close: "关闭",
    choose: "帮我选",
    forMe: "给我看看",
    similar: "看看相近的",
    goesWith: "搭配什么好？",
    order: "我的订单在哪里？",
    ask: "写下您想找什么",
    send: "发送",
    wait: "请稍候……",
    failed: "未能发送，请稍后再试。",
    none: "现在没有可以展示的商品。",
    you: "您",
    products: "商品",
    soldOut: "已售罄",
    links: { order: "查看订单", contact: "联系商店" },
  },
};
