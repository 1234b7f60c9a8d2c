/** Tests that no frame on a socket is compressed, so that none unpacks to more than it weighs. */
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { deflateRawSync } from "node:zlib";
import WebSocket from "ws";
import { Observer } from "./observer.ts";
import type { Stoa } from "./server.ts";
import { expect, test } from "./test.ts";

/** Bytes of zeros in the compressed frame of the test: as large as a sync frame may be. */
const UNPACKED_BYTES = 16 * 1024 * 1024;

/** The opcode of a close frame, by RFC 6455. */
const CLOSE = 0x8;

test("R130: the server declines an offer of compression, and messages go through as before", async ({
  stoa,
  room,
}) => {
  const socket = new WebSocket(`${stoa.socketServer}/${room}`, ["stoa.v1"], {
    perMessageDeflate: true,
  });
  const upgraded = once(socket, "upgrade");
  const said = once(socket, "message");
  const [upgrade] = await upgraded;
  expect(upgrade.headers["sec-websocket-extensions"]).toBeUndefined();
  const [first] = await said;
  expect(socket.extensions).toBe("");
  expect(JSON.parse(String(first))).toMatchObject({ type: "hello" });
  socket.close();
});

test("R130: a compressed frame closes its sender's socket and is never unpacked", async ({
  stoa,
  room,
}) => {
  const bystander = new Observer(stoa, room);
  await bystander.synced();
  const packed = deflateRawSync(Buffer.alloc(UNPACKED_BYTES));
  expect(packed.length).toBeLessThan(UNPACKED_BYTES / 900);
  // 1002: a protocol error, by RFC 6455.
  expect(await closeCodeAfter(stoa, room, packed)).toBe(1002);
  bystander.doc.getText("text").insert(0, "still here");
  const reader = new Observer(stoa, room);
  await expect.poll(() => reader.doc.getText("text").toString()).toBe("still here");
  for (const somebody of [bystander, reader]) somebody.leaves();
});

/** Offers compression, sends `packed` as one compressed frame, and reads the code of the server's close frame. */
async function closeCodeAfter(
  stoa: Stoa,
  room: string,
  packed: Uint8Array,
): Promise<number | null> {
  const socket = connect(stoa.port, "127.0.0.1");
  let heard = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    heard = Buffer.concat([heard, chunk]);
  });
  const key = randomBytes(16).toString("base64");
  const accepted = createHash("sha1")
    .update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest("base64");
  const head = [
    `GET /room/${room} HTTP/1.1`,
    `Host: 127.0.0.1:${stoa.port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Protocol: stoa.v1",
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
    `Sec-WebSocket-Key: ${key}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  await expect.poll(() => heard.toString("latin1")).toContain(accepted);
  // One binary frame whose first reserved bit says that it is compressed; a mask of zeros changes nothing.
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(packed.length));
  const frameHead = Buffer.concat([Buffer.from([0xc2, 0x80 | 127]), length, Buffer.alloc(4)]);
  socket.write(Buffer.concat([frameHead, packed]));
  await expect.poll(() => closeCode(heard)).not.toBeNull();
  socket.destroy();
  return closeCode(heard);
}

/** The code of the server's close frame, behind its answer and whatever frames it has sent before; null while there is none. */
function closeCode(heard: Buffer): number | null {
  const blank = heard.indexOf("\r\n\r\n");
  if (blank < 0) return null;
  // The server masks nothing: after two bytes, and a longer length where it is 126 or 127, comes the content.
  for (let at = blank + 4; at + 2 <= heard.length; ) {
    const short = (heard[at + 1] ?? 0) & 0x7f;
    const wide = short === 126 ? 2 : short === 127 ? 8 : 0;
    const content = at + 2 + wide;
    if (heard.length < content) return null;
    const length =
      wide === 0 ? short : heard.readUIntBE(content - Math.min(wide, 6), Math.min(wide, 6));
    if (heard.length < content + length) return null;
    if (((heard[at] ?? 0) & 0x0f) === CLOSE) return heard.readUInt16BE(content);
    at = content + length;
  }
  return null;
}
