// The platform's floor: an object that passes every frame on to every other socket and does nothing else.
// Under /kept/ it also writes each update as a row before it passes it on, and sends the rows to who joins.
import { DurableObject } from "cloudflare:workers";

const SYNC = 0;
const STEP1 = 0;
const NOTHING = new Uint8Array([0, 1, 2, 0, 0]);

export class Relay extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS frame (seq INTEGER PRIMARY KEY, data BLOB)");
  }

  fetch(request) {
    const { 0: client, 1: server } = new WebSocketPair();
    const keeps = new URL(request.url).pathname.startsWith("/kept/");
    this.ctx.acceptWebSocket(server, [keeps ? "kept" : "passed"]);
    return new Response(null, { status: 101, webSocket: client });
  }

  webSocketMessage(socket, data) {
    if (typeof data === "string") return;
    const keeps = this.ctx.getTags(socket).includes("kept");
    const bytes = new Uint8Array(data);
    if (keeps && bytes[0] === SYNC) {
      if (bytes[1] === STEP1) {
        for (const { data: row } of this.ctx.storage.sql.exec(
          "SELECT data FROM frame ORDER BY seq",
        )) {
          socket.send(row);
        }
        socket.send(NOTHING);
        return;
      }
      this.ctx.storage.sql.exec("INSERT INTO frame (data) VALUES (?)", data);
    }
    for (const other of this.ctx.getWebSockets()) if (other !== socket) other.send(data);
  }
}

export default {
  fetch(request, env) {
    const id = env.RELAY.idFromName(new URL(request.url).pathname);
    return env.RELAY.get(id).fetch(request);
  },
};
