/** Spanish: the words of the outline, and what is said aloud of the board. */
import type { OutlineWords } from "./outline-words.ts";
import { plural } from "./plural.ts";

const count = plural("es");

export const outlineWords: OutlineWords = {
  title: "Esquema",
  tree: "Esquema de la pizarra",
  close: "Cerrar el esquema",
  empty: "Aún no hay nada en la pizarra.",
  keys: "Intro escribe en una forma, F2 le cambia el nombre aquí y Supr la elimina.",
  readOnly: "Aquí puedes mirar, pero no cambiar nada.",
  branches: {
    connections: "Conexiones",
    drawings: "Dibujado a mano",
    threads: "Comentarios abiertos",
  },
  branch: (name, rows) => `${name}: ${rows}`,
  from: (from, to) => `de ${from} a ${to}`,
  nothing: "nada",
  connected: (shapes) => `conectado con ${shapes}`,
  others: (shapes) => count(shapes, { one: "# más", other: "# más" }),
  locked: "bloqueado",
  stands: (x, y, width, height) => `en ${x}, ${y}, ${width} de ancho, ${height} de alto`,
  thread: (name, text) => `${name} escribe: ${text}`,
  replies: (replies) => count(replies, { one: "# respuesta", other: "# respuestas" }),
  about: (shape) => `sobre ${shape}`,
  renaming: (shape) => `Texto de ${shape}`,
  isLocked: "Está bloqueado.",
  shapes: (shapes) => count(shapes, { one: "# forma", other: "# formas" }),
  somebody: "Alguien",
  mine: {
    added: (shapes) => `Añadido: ${shapes}`,
    wrote: (shapes) => `Escrito en: ${shapes}`,
    moved: (shapes) => `Movido: ${shapes}`,
    changed: (shapes) => `Cambiado: ${shapes}`,
    removed: (shapes) => `Eliminado: ${shapes}`,
  },
  theirs: {
    added: (name, shapes) => `${name} ha añadido ${shapes}`,
    wrote: (name, shapes) => `${name} ha escrito en ${shapes}`,
    moved: (name, shapes) => `${name} ha movido ${shapes}`,
    changed: (name, shapes) => `${name} ha cambiado ${shapes}`,
    removed: (name, shapes) => `${name} ha eliminado ${shapes}`,
  },
  joined: (name) => `${name} ha llegado`,
  left: (name) => `${name} se ha ido`,
  joinedMany: (people) =>
    count(people, { one: "Ha llegado # persona", other: "Han llegado # personas" }),
  leftMany: (people) =>
    count(people, { one: "Se ha ido # persona", other: "Se han ido # personas" }),
  and: " y ",
  verbosity: {
    label: "Lector de pantalla",
    off: "Nada",
    mine: "Lo que hago",
    people: "Lo mío y personas",
    all: "Todo",
  },
};
