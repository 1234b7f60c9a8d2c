/** A socket into a room that keeps no document: it brings bytes, and waits for answers. */
import WebSocket from "ws";
import * as Y from "yjs";
import { readRoomFrame, step1Frame, step2Frame, updateFrame } from "../../shared/wire/frames.ts";

/** A Yjs update that says nothing. */
const NOTHING = new Uint8Array([0, 0]);

/** A stock client without a document. */
export class Visitor {
  readonly #socket: WebSocket;
  readonly #heard: ((kind: string) => void)[] = [];

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: Buffer) => {
      const kind = readRoomFrame(new Uint8Array(data))?.kind ?? "unknown";
      // As stock clients do, by which the room knows that they read.
      if (kind === "step1") socket.send(step2Frame(NOTHING));
      if (kind === "awareness") socket.send(data);
      for (const each of [...this.#heard]) each(kind);
    });
  }

  /** Opens a socket into the one room. */
  static async joins(address: string): Promise<Visitor> {
    const socket = new WebSocket(`${address.replace(/^http/, "ws")}/room/structure`, {
      perMessageDeflate: false,
    });
    const visitor = new Visitor(socket);
    await new Promise((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    return visitor;
  }

  brings(update: Uint8Array): void {
    this.#socket.send(updateFrame(update));
  }

  /** Asks for the whole document. @returns milliseconds until all of it came. */
  isAnswered(): Promise<number> {
    return this.#waits("step2", step1Frame(Y.encodeStateVector(new Y.Doc())));
  }

  /** Types a letter. @returns milliseconds until the room has stored it and sent it back, as it does to stock clients. */
  edits(): Promise<number> {
    const doc = new Y.Doc();
    doc.getText("another").insert(0, "a");
    return this.#waits("update", updateFrame(Y.encodeStateAsUpdate(doc)));
  }

  leaves(): void {
    this.#socket.close();
  }

  #waits(kind: string, question: Uint8Array): Promise<number> {
    const before = performance.now();
    return new Promise((resolve, reject) => {
      this.#socket.once("close", (code) => reject(new Error(`The room has closed (${code}).`)));
      const hears = (heard: string): void => {
        if (heard !== kind) return;
        this.#heard.splice(this.#heard.indexOf(hears), 1);
        resolve(performance.now() - before);
      };
      this.#heard.push(hears);
      this.#socket.send(question);
    });
  }
}
