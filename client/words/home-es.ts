/** Spanish: words of the front page. */
import type { HomeWords } from "./home-words.ts";
import { plural } from "./plural.ts";

const count = plural("es");

export const homeWords: HomeWords = {
  heading: "Una sala para dibujar y hablar",
  about:
    "Abre una, envía el enlace, y todos los que lo tengan estarán en la misma pizarra, en vivo. Nada que instalar, nadie tiene que registrarse.",
  link: "Enlace o identificador de una sala",
  orPaste: "o pega un enlace",
  paste: "Pega un enlace a una sala",
  go: "Ir a esta sala",
  elsewhere: (host) => `Ese enlace lleva a ${host}, no aquí.`,
  noLink:
    "Eso no es un enlace ni un identificador de sala. Un enlace termina en /room/ y el identificador.",
  looks: "Así se ve",
  rooms: "Tus salas",
  nothing: "Ya no hay ninguna sala en esta lista.",
  youAre: (name) => `Eres ${name}`,
  starts: {
    blank: { label: "Abrir una sala", about: "con la pizarra en blanco" },
    retro: { label: "Retro", about: "columnas de notas" },
    diagram: { label: "Diagrama", about: "cajas y flechas" },
  },
  remove: (title) => `Quitar ${title} de esta lista`,
  removeThis: "Quitar de esta lista",
  news: (messages, shown) =>
    count(messages, { one: "# mensaje nuevo", other: "# mensajes nuevos" }, shown),
  changed: "con cambios desde entonces",
  with: (names) => `con ${names}`,
  player: {
    playing: "Pausar el dibujo",
    paused: "Seguir dibujando",
    over: "Dibujar otra vez",
  },
  living:
    "Una pizarra en la que Mina y Jonas dibujan juntos un plan: cajas, flechas, notas y tinta.",
  drawing: {
    mina: "Mina",
    jonas: "Jonas",
    title: "Taller de abril",
    talk: "Hablarlo",
    sketch: "Bocetos",
    decide: "Decidir",
    charger: "¿Quién trae el cargador?",
    ship: "Entrega el viernes",
    cake: "Tarta el sábado",
  },
};
