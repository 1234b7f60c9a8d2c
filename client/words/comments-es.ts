/** Spanish: the words of comments. */
import type { CommentWords } from "./comments-words.ts";
import { plural } from "./plural.ts";

const count = plural("es");

export const commentWords: CommentWords = {
  title: "Comentarios",
  thread: "Hilo de comentarios",
  somebody: "Alguien",
  list: "Lista de comentarios",
  hide: "Ocultar los comentarios",
  close: "Cerrar",
  fresh: (threads) =>
    count(threads, { one: "# hilo con novedades", other: "# hilos con novedades" }),
  filters: { open: "Abiertos", resolved: "Resueltos", mine: "Míos" },
  none: {
    open: "No hay comentarios abiertos. Toma la herramienta de comentarios y haz clic en el lugar.",
    resolved: "Todavía no hay nada resuelto.",
    mine: "No has escrito aquí, y nadie te ha mencionado.",
  },
  noneToRead: "No hay comentarios abiertos.",
  write: "Escribir un comentario",
  reply: "Responder",
  hint: "Responde, o menciona a alguien con @",
  send: "Enviar",
  save: "Guardar",
  cancel: "Cancelar",
  pin: (name, text, replies) =>
    `${name}: ${text}${replies === 0 ? "" : `, ${count(replies, { one: "# respuesta", other: "# respuestas" })}`}`,
  cluster: (threads) => count(threads, { one: "# hilo", other: "# hilos aquí" }),
  unread: (news) => count(news, { one: "# nuevo", other: "# nuevos" }),
  replies: (replies) => count(replies, { one: "# respuesta", other: "# respuestas" }),
  resolve: "Resolver",
  reopen: "Abrir de nuevo",
  resolvedBy: (name) => `Resuelto por ${name}`,
  removeThread: "Borrar el hilo",
  reallyRemove: "¿Borrar el hilo con todos sus comentarios?",
  edit: "Editar",
  delete: "Borrar",
  react: "Reaccionar",
  edited: "editado",
  deleted: (name) => `Borrado por ${name}`,
  shapeGone: "Se borró la forma de la que trataba.",
  waits: "Se enviará",
  notSent: "No enviado.",
  retry: "Intentar de nuevo",
  discard: "Quitar",
  stranded: "Respuestas que no se pudieron enviar",
  people: "Personas para mencionar",
  said: (name, text) => `${name} comentó: ${text}`,
  refused: (reason) => `El comentario no cambió. ${reason}`,
};
