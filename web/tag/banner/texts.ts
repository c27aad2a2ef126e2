/** What the shopper is asked, in the languages we speak. */
export interface Words {
  title: string;
  text: string;
  yes: string;
  no: string;
  choose: string;
  save: string;
  privacy: string;
  necessary: string;
  analytics: string;
  personalisation: string;
  marketing: string;
}

export const TEXTS: Record<string, Words> = {
  en: {
    title: "May we remember your visit?",
    text: "With your yes we see which pages help, and show you what suits you. Without it we keep only this answer. You can change it at any time.",
    yes: "Yes, please",
    no: "No, thanks",
    choose: "Choose",
    save: "Save my choice",
    privacy: "Privacy policy",
    necessary: "What the shop cannot do without: the cart, your orders, this answer.",
    analytics: "Statistics: which pages are visited, so that the shop gets better.",
    personalisation: "For me: products and notes that fit what I looked at.",
    marketing: "Advertising: adverts elsewhere that fit what I looked at here.",
  },
  it: {
    title: "Possiamo ricordare la tua visita?",
    text: "Con il tuo sì vediamo quali pagine sono utili e ti mostriamo ciò che fa per te. Senza, conserviamo solo questa risposta. Puoi cambiarla quando vuoi.",
    yes: "Sì, va bene",
    no: "No, grazie",
    choose: "Scegli",
    save: "Salva la scelta",
    privacy: "Informativa sulla privacy",
    necessary: "Ciò di cui il negozio non può fare a meno: il carrello, gli ordini, questa risposta.",
    analytics: "Statistiche: quali pagine si visitano, per migliorare il negozio.",
    personalisation: "Per me: prodotti e consigli in base a ciò che ho guardato.",
    marketing: "Pubblicità: annunci altrove in base a ciò che ho guardato qui.",
  },
  es: {
    title: "¿Podemos recordar tu visita?",
    text: "Con tu sí vemos qué páginas ayudan y te mostramos lo que te conviene. Sin él guardamos solo esta respuesta. Puedes cambiarla cuando quieras.",
    yes: "Sí, de acuerdo",
    no: "No, gracias",
    choose: "Elegir",
    save: "Guardar mi elección",
    privacy: "Política de privacidad",
    necessary: "Lo que la tienda necesita: el carrito, tus pedidos, esta respuesta.",
    analytics: "Estadísticas: qué páginas se visitan, para mejorar la tienda.",
    personalisation: "Para mí: productos y consejos según lo que he mirado.",
    marketing: "Publicidad: anuncios en otros sitios según lo que he mirado aquí.",
  },
  zh: {
    title: "可以记住您的这次访问吗？",
    text: "如果您同意，我们会了解哪些页面有帮助，并为您展示合适的内容。不同意时，我们只保存这个回答。您可以随时更改。",
    yes: "同意",
    no: "不同意",
    choose: "自行选择",
    save: "保存选择",
    privacy: "隐私政策",
    necessary: "商店运行所必需：购物车、订单和这个回答。",
    analytics: "统计：哪些页面被访问，以便改进商店。",
    personalisation: "为我推荐：根据我看过的内容展示商品和提示。",
    marketing: "广告：在其他网站根据我在此看过的内容展示广告。",
  },
};
