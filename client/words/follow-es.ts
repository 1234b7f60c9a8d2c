/** Spanish: the words of following, of calls to a place and of the minimap. */
import type { FollowWords } from "./follow-words.ts";
import { plural } from "./plural.ts";

const count = plural("es");

export const followWords: FollowWords = {
  following: (name) => `Sigues a ${name}`,
  through: (name, last) => `Sigues a ${name}, que sigue a ${last}`,
  stop: "Dejar de seguir",
  followsYou: (name) => `${name} te sigue`,
  manyFollowYou: (people) =>
    count(people, { one: "# persona te sigue", other: "# personas te siguen" }),
  left: (name) => `${name} se ha ido. Vuelves a mover la pizarra tú.`,
  ring: (name) => `${name} ya te sigue. Alguien tiene que guiar.`,
  unseen: (name) => `No puedes seguir a ${name}: su programa no dice lo que muestra.`,
  presents: (name) => `${name} está presentando`,
  join: "Seguir",
  notNow: "Ahora no",
  calls: (name) => `${name} pide a todos que vayan a un lugar de la pizarra`,
  go: "Ir",
  stay: "Quedarse",
  there: (name) => `Estás donde te llamó ${name}`,
  back: "Volver",
  close: "Cerrar",
  asked: "Se ha pedido a todos que vengan aquí.",
  alone: "No hay nadie más aquí.",
  offline: "No hay conexión, así que no se ha llamado a nadie.",
  tooSoon: "Han sido muchas llamadas. Inténtalo de nuevo en unos segundos.",
  minimap: "Minimapa de la pizarra",
  minimapKeys: "Las flechas mueven la vista. Un clic lleva allí.",
};
