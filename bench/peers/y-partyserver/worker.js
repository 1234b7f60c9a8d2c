// y-partyserver as its documentation sets it up: onLoad and onSave, here with the object's own SQLite.
import { routePartykitRequest } from "partyserver";
import { YServer } from "y-partyserver";
import * as Y from "yjs";

export class Document extends YServer {
  static options = { hibernate: true };

  async onStart() {
    this.ctx.storage.sql.exec(
      "CREATE TABLE IF NOT EXISTS documents (id TEXT PRIMARY KEY, content BLOB)",
    );
    return super.onStart();
  }

  async onLoad() {
    const [row] = this.ctx.storage.sql.exec(
      "SELECT content FROM documents WHERE id = ? LIMIT 1",
      this.name,
    );
    if (row) Y.applyUpdate(this.document, new Uint8Array(row.content));
  }

  async onSave() {
    this.ctx.storage.sql.exec(
      "INSERT OR REPLACE INTO documents (id, content) VALUES (?, ?)",
      this.name,
      Y.encodeStateAsUpdate(this.document),
    );
  }
}

export default {
  async fetch(request, env) {
    return (await routePartykitRequest(request, env)) ?? new Response("", { status: 404 });
  },
};
