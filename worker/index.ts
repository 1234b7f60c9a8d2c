export { app as default } from "./app.ts";
export { Importer } from "./archive/importer.ts";
export { Room } from "./room/room.ts";
