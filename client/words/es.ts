/** Spanish: words that the first sight of a page needs. All others stand in the catalogues beside this one. */
import { plural } from "./plural.ts";
import type { Words } from "./words.ts";

const count = plural("es");

export const es: Words = {
  board: {
    noTools: "No se pudieron cargar las herramientas de la pizarra. Ves lo que dibujan los demás.",
    tryAgain: "Intentar de nuevo",
  },
  keys: {
    Ctrl: "Ctrl",
    Alt: "Alt",
    Shift: "Mayús",
    Enter: "Intro",
    Tab: "Tab",
    Escape: "Esc",
    Backspace: "Retroceso",
    Delete: "Supr",
    Home: "Inicio",
    End: "Fin",
    PageUp: "Re Pág",
    PageDown: "Av Pág",
    ContextMenu: "Menú",
  },
  lazy: {
    failed:
      "No se pudo cargar esta parte de la página. Inténtalo de nuevo cuando vuelva la conexión.",
    broken:
      "Ha fallado una parte de esta página. La pizarra sigue, y no se ha perdido nada de lo guardado.",
  },
  connection: {
    label: "Conexión",
    connecting: "Conectando…",
    saved: "Guardado",
    saving: "Guardando…",
    offline: "Sin conexión",
    damaged: "Dañada, solo lectura",
    rebuilding: "Dañada, cargando de nuevo…",
    closed: "Cerrada",
    isOffline: "Estás sin conexión. Tus cambios se guardan aquí.",
    isBack: "Estás conectado de nuevo.",
    heldBack: {
      "document-full": "Pizarra llena, borra algo",
      "room-full": "Sala llena",
      "bad-update": "No guardado",
      crowded: "Muchos escriben aquí, se guardará luego",
      "not-yours": "No guardado",
      "no-access": "No guardado",
    },
    kept: (changes) =>
      count(changes, { one: ", # cambio guardado aquí", other: ", # cambios guardados aquí" }),
  },
  room: {
    title: "Título de la sala",
    untitled: "Sala sin título",
    role: "Tu papel",
    roles: { commenter: "Solo comentar", viewer: "Solo ver" },
    toFront: "Ir a la portada",
    home: "Stoa, la portada",
    front: "Portada",
    openInStoa: "Abrir en Stoa",
  },
  share: {
    button: "Compartir",
    title: "Compartir esta sala",
  },
  notes: { close: "Cerrar" },
  refusals: {
    "bad-event":
      "La sala no entendió esta página, que puede ser más antigua que el servidor. Cárgala de nuevo.",
    "bad-presence":
      "Los demás no ven tu último nombre, puntero y selección: la sala no tiene sitio. Tu dibujo se guarda de todos modos.",
    incomplete:
      "Este navegador guarda cambios que esperan a otros que aquí nadie tiene. No se muestran ni se guardan; todo lo demás sí.",
  },
  damage:
    "Una parte de lo que guardó esta sala está dañada. Puedes ver lo que queda, pero no cambiarlo. Quien lleva este servidor puede reponer una copia de seguridad.",
  refused: {
    link: {
      heading: "Este enlace ya no abre la sala",
      text: "Se retiró o ha caducado. Pide uno nuevo a quien te lo envió.",
    },
    access: {
      heading: "Esta sala no está abierta para ti",
      text: "Su dueño decide quién puede entrar. Pídele un enlace.",
    },
    deleted: {
      heading: "Esta sala ya no existe",
      text: "Alguien que era su dueño la ha borrado.",
    },
    large: {
      heading: "Eso fue demasiado de una vez",
      text: "La sala no pudo aceptar un cambio de ese tamaño. Cárgala de nuevo e inténtalo en partes más pequeñas.",
    },
    other: {
      heading: "La sala y esta página no se entendieron",
      text: "Quizá esta página es más antigua que el servidor. Cárgala de nuevo.",
    },
    kept: "Mientras tanto, tus cambios se guardan en este navegador.",
    reload: "Cargar la sala de nuevo",
  },
  notFound: {
    heading: "Aquí no hay nada",
    text: "Esta dirección no lleva a ninguna página ni sala. Los enlaces a salas son /room/ y hasta 64 letras, cifras, guiones y guiones bajos; quizá se perdió una parte.",
  },
  chat: {
    title: "Chat",
    hide: "Ocultar el panel",
    width: "Ancho de los mensajes",
    unread: (messages) => `${messages} sin leer`,
  },
  people: {
    you: "Tú",
    yourName: "Tu nombre",
    yourColour: "Tu color",
  },
  hues: {
    terracotta: "Terracota",
    amber: "Ámbar",
    olive: "Oliva",
    green: "Verde",
    teal: "Turquesa",
    azure: "Celeste",
    blue: "Azul",
    indigo: "Índigo",
    violet: "Violeta",
    magenta: "Magenta",
    rose: "Rosa",
    red: "Rojo",
  },
  guests: {
    // The animals are masculine, so that the qualities fit to each of them.
    qualities:
      "amable astuto atento audaz bueno callado cálido certero claro contento cortés curioso " +
      "despierto dichoso discreto dorado dulce ecuánime feliz fiel firme fresco grato fuerte " +
      "garboso genial gentil honesto hábil ilustre jovial justo leal ligero listo noble " +
      "paciente pausado plateado pronto prudente rápido risueño sabio sereno simpático sincero " +
      "tierno tranquilo valiente veloz vivaz",
    animals:
      "Alce Bisonte Búho Caballo Canario Cangrejo Castor Chorlito Ciervo Cisne Colibrí " +
      "Conejo Cuervo Delfín Erizo Estornino Faisán Flamenco Gallo Gamo Gato Gorrión " +
      "Grillo Halcón Ibis Jilguero Koala Lince Lirón Lobo Loro Mirlo Mochuelo Oso Panda " +
      "Pato Pelícano Petirrojo Pingüino Pulpo Puma Ruiseñor Salmón Tejón Tordo Tucán Vencejo Zorro",
    name: (quality, animal) => `${animal} ${quality}`,
  },
  theme: {
    label: "Apariencia",
    system: "Como el sistema",
    light: "Clara",
    dark: "Oscura",
  },
  language: { label: "Idioma", system: "Como el navegador" },
  drops: {
    files:
      "Aquí no se pueden soltar archivos, salvo imágenes y dibujos en una pizarra. Nada ha cambiado.",
    links: "Aquí no se puede soltar un enlace. Pégalo en el chat o en una nota.",
  },
  time: {
    now: "ahora mismo",
    minutes: (minutes) => `hace ${minutes} min`,
    hours: (hours) => `hace ${hours} h`,
    yesterday: "ayer",
    last: (weekday) => `el ${weekday} pasado`,
    today: "Hoy",
    dayBefore: "Ayer",
    day: (weekday, date) => `${weekday}, ${date}`,
  },
};
