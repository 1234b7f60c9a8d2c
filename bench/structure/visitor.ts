/** A socket into a room that keeps no document: it brings bytes, and waits for answers. */

import * as Y from "yjs";
import { BareClient } from "../../testkit/bare-client.ts";
import { syncFrame } from "../../testkit/wire.ts";

/** A generic client without a document. */
export class Visitor extends BareClient {
  readonly #heard: ((kind: "step2" | "update") => void)[] = [];

  /** Opens a socket into the one room. */
  static async joins(address: string): Promise<Visitor> {
    const visitor = new Visitor(`${address.replace(/^http/, "ws")}/room/structure`);
    await visitor.opened();
    return visitor;
  }

  brings(update: Uint8Array): void {
    this.send(syncFrame("update", update));
  }

  /** Asks for the whole document. @returns milliseconds until all of it came. */
  isAnswered(): Promise<number> {
    return this.#waits("step2", syncFrame("step1", Y.encodeStateVector(new Y.Doc())));
  }

  /** Types a letter. @returns milliseconds until the room has stored it and sent it back, as it does to generic clients. */
  edits(): Promise<number> {
    const doc = new Y.Doc();
    doc.getText("another").insert(0, "a");
    return this.#waits("update", syncFrame("update", Y.encodeStateAsUpdate(doc)));
  }

  leaves(): void {
    this.socket.close();
  }

  protected override onFrame(data: Buffer, from: number): void {
    if (data[from] !== 0) return;
    for (const each of [...this.#heard]) each(data[from + 1] === 1 ? "step2" : "update");
  }

  #waits(kind: "step2" | "update", question: Uint8Array): Promise<number> {
    const before = performance.now();
    return new Promise((resolve, reject) => {
      this.socket.once("close", (code) => reject(new Error(`The room has closed (${code}).`)));
      const hears = (heard: string): void => {
        if (heard !== kind) return;
        this.#heard.splice(this.#heard.indexOf(hears), 1);
        resolve(performance.now() - before);
      };
      this.#heard.push(hears);
      this.send(question);
    });
  }
}
