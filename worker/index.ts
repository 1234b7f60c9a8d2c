/** The Worker's entry: the exports that the runtime looks for. */
export { app as default } from "./app.ts";
export { Importer } from "./archive/importer.ts";
export { Room } from "./room/room.ts";
