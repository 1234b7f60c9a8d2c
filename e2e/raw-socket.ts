import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Stoa } from "./server.ts";

/** A client of Stoa made of plain TCP, which can go deaf as no WebSocket of a library does. */
export class RawSocket {
  readonly #socket: Socket;
  #heard = Buffer.alloc(0);
  /** Bytes that came in, frames and their snapshots. */
  bytes = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (chunk: Buffer) => {
      this.bytes += chunk.length;
      // The end is where a close frame stands.
      this.#heard = Buffer.concat([this.#heard, chunk]).subarray(-200);
    });
  }

  /** Opens a socket into a room; resolves once it is open. */
  static async into(stoa: Stoa, room: string): Promise<RawSocket> {
    const socket = connect(stoa.port, "127.0.0.1");
    const raw = new RawSocket(socket);
    const head = [
      `GET /room/${room} HTTP/1.1`,
      "Host: localhost",
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Protocol: stoa.v1",
      `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    ];
    socket.write(`${head.join("\r\n")}\r\n\r\n`);
    await once(socket, "data");
    return raw;
  }

  /** The whole answer to a request of these lines, sent as they are; libraries would mend them first. */
  static async asks(stoa: Stoa, lines: readonly string[]): Promise<string> {
    const socket = connect(stoa.port, "127.0.0.1");
    socket.write(`${[...lines, "Connection: close"].join("\r\n")}\r\n\r\n`);
    let answer = "";
    for await (const chunk of socket) answer += chunk;
    return answer;
  }

  /** Sends one small binary frame. */
  sends(data: Uint8Array): void {
    // With a mask of zeros, as which masked bytes are themselves.
    const head = Buffer.from([0x82, 0x80 | data.length, 0, 0, 0, 0]);
    this.#socket.write(Buffer.concat([head, data]));
  }

  /** Reads no more; what comes waits in the sender's system and then in the sender. */
  goesDeaf(): void {
    this.#socket.pause();
  }

  hearsAgain(): void {
    this.#socket.resume();
  }

  /** The code of the close frame that stands at the end of what came; null when none does. */
  get closedWith(): number | null {
    for (let at = this.#heard.length - 4; at >= 0; at--) {
      const length = this.#heard[at + 1] ?? 0;
      if (this.#heard[at] !== 0x88 || at + 2 + length !== this.#heard.length) continue;
      return this.#heard.readUInt16BE(at + 2);
    }
    return null;
  }

  leaves(): void {
    this.#socket.destroy();
  }
}
