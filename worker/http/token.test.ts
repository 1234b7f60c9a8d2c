/** Tests of tokens in a room. */
import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { sign as signClaims } from "hono/jwt";
import { expect, test, vi } from "vitest";
import { fromBase64Url, type RoomId, toBase64Url } from "../../shared/ids.ts";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import type { Env } from "../env.ts";
import { Owner } from "../testing/owners.ts";
import type { Door } from "../testing/person.ts";
import { TestRoom } from "../testing/test-room.ts";
import { connect } from "./connect.ts";

const SECRET = "a secret of the tests, and of nobody else";

/** Signs whatever is claimed, sound or not. */
function sign(payload: Record<string, unknown>, secret: string, alg?: "HS512"): Promise<string> {
  return signClaims(payload as Parameters<typeof signClaims>[0], secret, alg);
}

const inAMinute = () => Math.floor(Date.now() / 1000) + 60;

function claims(room: TestRoom, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { room: room.id, role: "editor", sub: "ada", name: "Ada L.", exp: inAMinute(), ...more };
}

async function withToken(payload: Record<string, unknown>, secret = SECRET): Promise<Door> {
  return { offers: [`token.${await sign(payload, secret)}`] };
}

/** A token whose header says `alg`, signed by nobody. */
function unsigned(payload: Record<string, unknown>, alg: string, signature = ""): string {
  const part = (value: unknown) => toBase64Url(new TextEncoder().encode(JSON.stringify(value)));
  return `${part({ alg, typ: "JWT" })}.${part(payload)}.${signature}`;
}

test("R46: a token gives its role, its name and an id that is the person's own in this room", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const ada = await room.admits("Somebody", await withToken(claims(room)));
  const { you } = await ada.is("hello");
  expect(you.role).toBe("editor");
  await mina.sees("Mina", "Ada L.");
  ada.sendsEvent({
    type: "chat.send",
    key: "key-of-hello",
    text: "Hi",
    by: { name: "Eve", color: "#2f7d4f" },
  });
  const { message } = await mina.is("chat.message");
  expect(message.by).toMatchObject({ id: you.id, name: "Ada L." });

  const again = await room.admits("Somebody", await withToken(claims(room, { role: "viewer" })));
  expect((await again.is("hello")).you).toEqual({ id: you.id, role: "viewer" });
  const elsewhere = new TestRoom();
  const there = await elsewhere.admits("Somebody", await withToken(claims(elsewhere)));
  expect((await there.is("hello")).you.id).not.toBe(you.id);
});

test("R161: only of whom a token names is said that the name is verified, in presence and in the chat", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const ada = await room.admits("Somebody", await withToken(claims(room)));
  const unnamed = await room.admits(
    "Ada L.",
    await withToken(claims(room, { sub: "eve", name: " \u200b" })),
  );
  await mina.sees("Mina", "Ada L.", "Ada L.");
  const stateOf = ({ doc }: typeof ada) => mina.presence.getStates().get(doc.clientID);
  const { you } = await ada.is("hello");
  expect(stateOf(ada)?.["stoa"]).toEqual({
    id: you.id,
    role: "editor",
    verified: true,
    name: "Ada L.",
  });
  expect(stateOf(unnamed)?.["stoa"]).toMatchObject({ verified: false });
  const by = { name: "Ada L.", color: "#2f7d4f", verified: true };
  const says = (person: typeof ada, key: string) =>
    person.sendsEvent({ type: "chat.send", key, text: "Hi", by });
  says(ada, "key-of-ada");
  says(unnamed, "key-of-eve");
  says(mina, "key-of-mina");
  const { message } = await mina.is("chat.message", (event) => event.message.seq === 1);
  expect(message.by.verified).toBe(true);
  await mina.is("chat.message", (event) => event.message.seq === 3);
  await evictDurableObject(room.stub);
  const jonas = await room.joins("Jonas");
  jonas.sendsEvent({ type: "chat.page", limit: 10 });
  const { messages } = await jonas.is("chat.page");
  expect(messages.map((each) => [each.by.name, each.by.verified])).toEqual([
    ["Ada L.", true],
    ["Ada L.", undefined],
    ["Ada L.", undefined],
  ]);
});

test("R46: a token's person keeps the name also when they publish another one later, after a sleep", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const ada = await room.admits("Somebody", await withToken(claims(room)));
  await mina.sees("Mina", "Ada L.");
  await evictDurableObject(room.stub);
  ada.says({ user: { name: "Mina", color: "#2f7d4f" }, pointer: { x: 1, y: 1 } });
  await vi.waitFor(() => {
    const states = [...mina.presence.getStates().values()];
    expect(states).toContainEqual(
      expect.objectContaining({
        pointer: { x: 1, y: 1 },
        user: expect.objectContaining({ name: "Ada L." }),
      }),
    );
  });
});

test("R46: a stock client brings its token in the address", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  await owner.opensPlainLinkFor("none");
  const jwt = await sign(claims(room), SECRET);
  const stock = await room.admits("Stock", { kind: "generic", query: `?token=${jwt}` });
  stock.types("by token");
  await owner.person.has("by token");
});

test("R46: a token that another program signs by HMAC alone is one", async () => {
  const room = new TestRoom();
  const bytes = (text: string) => new TextEncoder().encode(text);
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes(SECRET), algorithm, false, ["sign"]);
  const [header, body] = unsigned(claims(room), "HS256").split(".");
  const signature = await crypto.subtle.sign("HMAC", key, bytes(`${header}.${body}`));
  const jwt = `${header}.${body}.${toBase64Url(new Uint8Array(signature))}`;
  const ada = await room.admits("Somebody", { offers: [`token.${jwt}`] });
  expect((await ada.is("hello")).you.role).toBe("editor");
});

const inOtherHands = "a secret that somebody else has made up";
const bad: [string, (room: TestRoom) => Promise<string>, number, RegExp][] = [
  ["signed with another secret", (room) => sign(claims(room), inOtherHands), 4403, /not signed/],
  ["of another algorithm", (room) => sign(claims(room), SECRET, "HS512"), 4403, /not signed/],
  [
    "that says it needs no signature",
    async (room) => unsigned(claims(room), "none"),
    4403,
    /not signed/,
  ],
  ["without a signature", async (room) => unsigned(claims(room), "HS256"), 4403, /not signed/],
  [
    "that has expired",
    (room) => sign(claims(room, { exp: inAMinute() - 61 }), SECRET),
    4401,
    /expired/,
  ],
  [
    "that never ends",
    (room) => sign({ ...claims(room), exp: undefined }, SECRET),
    4403,
    /does not say/,
  ],
  [
    "that ends at no time",
    (room) => sign({ ...claims(room), exp: "never" }, SECRET),
    4403,
    /does not say/,
  ],
  [
    "for another room",
    (room) => sign(claims(room, { room: "other" }), SECRET),
    4403,
    /another room/,
  ],
  [
    "for no room",
    (room) => sign({ ...claims(room), room: undefined }, SECRET),
    4403,
    /does not say/,
  ],
  [
    "with a role that is none",
    (room) => sign(claims(room, { role: "admin" }), SECRET),
    4403,
    /does not say/,
  ],
  ["of nobody", (room) => sign(claims(room, { sub: "" }), SECRET), 4403, /does not say/],
  ["that is none", async () => "a.b", 4403, /not signed/],
  ["that is noise", async () => "!.!.!", 4403, /not signed/],
];

test.each(bad)(
  "R46: a token %s opens nothing, and the close says why",
  async (_, make, code, words) => {
    const room = new TestRoom();
    const jwt = await make(room);
    for (const door of [
      { offers: [`token.${jwt}`] },
      { kind: "generic", query: `?token=${jwt}` },
    ] as const) {
      const nobody = await room.hearsKnocking("Nobody", door);
      await nobody.isClosedWith(code);
      expect(nobody.closedBecause).toMatch(words);
      expect(nobody.events).toEqual([]);
    }
  },
);

test("R46: a token that was changed after it was signed opens nothing", async () => {
  const room = new TestRoom();
  const [header, body, signature] = (await sign(claims(room, { role: "viewer" }), SECRET)).split(
    ".",
  );
  const read = JSON.parse(new TextDecoder().decode(fromBase64Url(body ?? ""))) as object;
  const forged = toBase64Url(new TextEncoder().encode(JSON.stringify({ ...read, role: "owner" })));
  const nobody = await room.hearsKnocking("Nobody", {
    offers: [`token.${header}.${forged}.${signature}`],
  });
  await nobody.isClosedWith(CloseCode.NoAccess);
});

test("R46: when a token ends, its socket is closed, also in a room that sleeps", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const exp = inAMinute();
  const ada = await room.admits("Somebody", await withToken(claims(room, { exp })));
  await mina.sees("Mina", "Ada L.");
  await evictDurableObject(room.stub);
  vi.useFakeTimers({ now: exp * 1000 + 1, toFake: ["Date"] });
  try {
    await runDurableObjectAlarm(room.stub);
  } finally {
    vi.useRealTimers();
  }
  await ada.isClosedWith(CloseCode.LinkRevoked);
  await mina.sees("Mina");
});

test("R46: where AUTH_SECRET is not set, tokens are refused and the close says so", async () => {
  for (const AUTH_SECRET of [undefined, null, ""]) {
    const headers = { Upgrade: "websocket", "Sec-WebSocket-Protocol": "stoa.v1, token.a.b.c" };
    const settings = { ...env, AUTH_SECRET } as unknown as Env;
    const request = new Request("https://stoa.test/room/a", { headers });
    const response = await connect(settings, "a" as RoomId, request);
    const socket = response.webSocket;
    if (socket === null) throw new Error(`No socket: ${response.status}`);
    const closed = new Promise<CloseEvent>((resolve) => socket.addEventListener("close", resolve));
    socket.accept();
    expect(await closed).toMatchObject({
      code: 4403,
      reason: expect.stringContaining("AUTH_SECRET"),
    });
  }
});
