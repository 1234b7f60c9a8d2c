/** Tests of what each role may do, on every path. */
import { sign } from "hono/jwt";
import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import type { Role } from "../../shared/roles.ts";
import { gestureFrame, pointerFrame, step2Frame, updateFrame } from "../../shared/wire/frames.ts";
import { laserFrame } from "../../shared/wire/laser-frame.ts";
import { viewFrame } from "../../shared/wire/view-frame.ts";
import { Owner } from "../testing/owners.ts";
import type { Door, Person } from "../testing/person.ts";
import { TestRoom } from "../testing/test-room.ts";

const SECRET = "a secret of the tests, and of nobody else";
const ROLES = ["owner", "editor", "commenter", "viewer"] as const;

/** An edit of a client of its own, as a raw update. */
function news(text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getText("text").insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}

function chat(key: string): Record<string, unknown> {
  return { type: "chat.send", key, text: "hello", by: { name: "Ada", color: "#2f7d4f" } };
}

function comment(key: string): Record<string, unknown> {
  const by = { name: "Ada", color: "#2f7d4f" };
  return { type: "comment.start", key, pin: { at: [1, 2] }, text: "hello", by };
}

function gather(): Record<string, unknown> {
  return { type: "gather", box: [-3.5, 0, 800, 600], by: { name: "Ada", color: "#2f7d4f" } };
}

interface Action {
  readonly name: string;
  readonly roles: readonly Role[];
  does(person: Person): void;
  /** Resolves once a witness has seen it. */
  isSeen(witness: Person): Promise<unknown>;
  /** Has it left anything behind, in the eyes of a newcomer? */
  leaves(room: TestRoom): Promise<boolean>;
}

const inText = {
  isSeen: (witness: Person) => witness.has("news"),
  leaves: async (room: TestRoom) => (await room.joins("Late")).text !== "",
};

const ACTIONS: readonly Action[] = [
  {
    name: "an update",
    roles: ["owner", "editor"],
    does: (person) => person.sends(updateFrame(news("news"))),
    ...inText,
  },
  {
    name: "an answer to step 1 with something new",
    roles: ["owner", "editor"],
    does: (person) => person.sends(step2Frame(news("news"))),
    ...inText,
  },
  {
    name: "a gesture",
    roles: ["owner", "editor"],
    does: (person) => person.sends(gestureFrame(new TextEncoder().encode("{}"))),
    isSeen: (witness) => vi.waitFor(() => expect(witness.gestures.length).toBe(1)),
    leaves: async () => false,
  },
  {
    name: "a pointer",
    roles: ROLES,
    does: (person) => person.sends(pointerFrame([3, 4])),
    isSeen: (witness) => vi.waitFor(() => expect(witness.gestures.length).toBe(1)),
    leaves: async () => false,
  },
  {
    name: "a laser",
    roles: ROLES,
    does: (person) =>
      person.sends(
        laserFrame({
          begins: true,
          places: [
            [3, 4],
            [5, 6],
          ],
        }),
      ),
    isSeen: (witness) => vi.waitFor(() => expect(witness.gestures.length).toBe(1)),
    leaves: async () => false,
  },
  {
    name: "a view",
    roles: ROLES,
    does: (person) => person.sends(viewFrame({ minX: 3, minY: 4, maxX: 5, maxY: 6 })),
    isSeen: (witness) => vi.waitFor(() => expect(witness.gestures.length).toBe(1)),
    leaves: async () => false,
  },
  {
    name: "a call to a place",
    roles: ["owner", "editor"],
    does: (person) => person.sendsEvent(gather()),
    isSeen: (witness) => witness.is("gather"),
    leaves: async () => false,
  },
  {
    name: "a message",
    roles: ["owner", "editor", "commenter"],
    does: (person) => person.sendsEvent(chat("key-of-hello")),
    isSeen: (witness) => witness.is("chat.message"),
    leaves: async (room) => {
      const late = await room.joins("Late");
      late.sendsEvent({ type: "chat.page", limit: 10 });
      return (await late.is("chat.page")).messages.length > 0;
    },
  },
  {
    name: "a comment",
    roles: ["owner", "editor", "commenter"],
    does: (person) => person.sendsEvent(comment("key-of-thread")),
    isSeen: (witness) => witness.is("comment.changes"),
    leaves: async (room) => {
      const late = await room.joins("Late");
      late.sendsEvent({ type: "comment.list", since: 0 });
      return (await late.is("comment.changes")).comments.length > 0;
    },
  },
  {
    name: "a title",
    roles: ["owner", "editor"],
    does: (person) => person.sendsEvent({ type: "room.rename", title: "News" }),
    isSeen: (witness) => witness.is("room.title"),
    leaves: async (room) => (await (await room.joins("Late")).is("hello")).room.title !== "",
  },
];

const WAYS = ["key", "plain link", "token"] as const;

/** Brings somebody into the room as `role`, in one of the ways in which that can be. */
async function enters(
  room: TestRoom,
  owner: Owner,
  role: Role,
  way: (typeof WAYS)[number],
  kind: "native" | "generic" = "native",
): Promise<Person> {
  let door: Door = { kind };
  if (way === "key") {
    door = owner.door(role === "owner" ? "own" : await owner.makesLink(role), kind);
  } else if (way === "token") {
    const exp = Math.floor(Date.now() / 1000) + 60;
    const jwt = await sign({ room: room.id, role, sub: "ada", exp }, SECRET);
    door =
      kind === "native" ? { kind, offers: [`token.${jwt}`] } : { kind, query: `?token=${jwt}` };
  } else if (role !== "owner") {
    await owner.opensPlainLinkFor(role);
  }
  const person = await room.admits("Ada", door);
  if (kind === "native") expect((await person.is("hello")).you.role).toBe(role);
  return person;
}

const CELLS = WAYS.flatMap((way) =>
  ROLES.filter((role) => way !== "plain link" || role !== "owner").flatMap((role) =>
    // Every action by keys; by the other ways those that tell the roles apart.
    (way === "key" ? ACTIONS : ACTIONS.filter(({ name }) => /update|message/.test(name))).map(
      (action) => ({ way, role, action }),
    ),
  ),
);

const allowed = CELLS.filter(({ role, action }) => action.roles.includes(role));
const denied = CELLS.filter(({ role, action }) => !action.roles.includes(role));
const named = (cells: typeof CELLS) =>
  cells.map((cell) => [cell.role, cell.way, cell.action.name, cell] as const);

test.each(named(allowed))(
  "R40: %s by %s may send %s, and the others see it",
  async (_role, _way, _name, { role, way, action }) => {
    const room = new TestRoom();
    const owner = await Owner.of(room);
    const person = await enters(room, owner, role, way);
    action.does(person);
    await action.isSeen(owner.person);
    expect(person.events.filter(({ type }) => type === "refused")).toEqual([]);
  },
);

test.each(named(denied))(
  "R40: %s by %s may not send %s, is told so, and nothing of it is left",
  async (_role, _way, _name, { role, way, action }) => {
    const room = new TestRoom();
    const owner = await Owner.of(room);
    const person = await enters(room, owner, role, way);
    action.does(person);
    await person.is("refused", ({ code }) => code === "no-access");
    await owner.opensPlainLinkFor("editor");
    expect(await action.leaves(room)).toBe(false);
    expect(owner.person.gestures).toEqual([]);
    expect(person.closedWith).toBe(null);
  },
);

const STOCK = ROLES.flatMap((role) =>
  ACTIONS.slice(0, 2).map((action) => [role, action.name, action] as const),
);

test.each(STOCK)("R40: a stock client as %s, with %s", async (role, _name, action) => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const stock = await enters(room, owner, role, "key", "generic");
  action.does(stock);
  if (action.roles.includes(role)) {
    await action.isSeen(owner.person);
    expect(stock.denials).toEqual([]);
    return;
  }
  await vi.waitFor(() => expect(stock.denials).toEqual(["permission denied"]));
  expect(await action.leaves(room)).toBe(false);
  owner.person.types("still live");
  await stock.has("still live");
});

test("R91: a viewer is seen pointing, and a viewer's drawing is refused", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const viewer = await enters(room, owner, "viewer", "key");
  const clientId = viewer.doc.clientID;
  const frame = pointerFrame([-3.5, 1_000]);
  viewer.sends(gestureFrame(new TextEncoder().encode('{"kind":"done"}')));
  // A frame that comes as a gesture is one, whatever is in it.
  viewer.sends(gestureFrame(frame));
  viewer.sends(frame);
  const pointed = { clientId, text: new TextDecoder().decode(frame) };
  await vi.waitFor(() => expect(owner.person.gestures).toEqual([pointed]));
  await viewer.is("refused", ({ code }) => code === "no-access");
  expect(viewer.closedWith).toBe(null);
});

test.each([
  {
    name: "R202: a viewer's laser",
    frame: laserFrame({
      begins: true,
      places: [
        [-3.5, 1_000],
        [0, 0.125],
      ],
    }),
  },
  {
    name: "R348: a viewer's view",
    frame: viewFrame({ minX: -3.5, minY: 1_000, maxX: 1_276.5, maxY: 1_720 }),
  },
])("$name reaches the others as it was sent, and nothing of it stays", async ({ frame }) => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const viewer = await enters(room, owner, "viewer", "key");
  viewer.sends(frame);
  // A frame that comes as a gesture is one, whatever is in it.
  viewer.sends(gestureFrame(frame));
  const shown = { clientId: viewer.doc.clientID, text: new TextDecoder().decode(frame) };
  await vi.waitFor(() => expect(owner.person.gestures).toEqual([shown]));
  await viewer.is("refused", ({ code }) => code === "no-access");
  const late = await room.joins("Late");
  await late.sees("Ada", "Late", "Owner");
  expect(late.gestures).toEqual([]);
  expect(viewer.closedWith).toBe(null);
});

test("R351: a call to a place says the caller as the room knows them, and a flood of calls is refused", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const editor = await enters(room, owner, "editor", "key");
  const { you } = await editor.is("hello");
  for (let again = 0; again < 6; again++) editor.sendsEvent(gather());
  await editor.is("refused", ({ code }) => code === "too-fast");
  expect(await owner.person.is("gather")).toEqual({
    type: "gather",
    box: [-3.5, 0, 800, 600],
    by: { id: you.id, name: "Ada", color: "#2f7d4f" },
  });
  // A message of the same socket comes behind the calls that were taken.
  editor.sendsEvent(chat("key-of-hello"));
  await owner.person.is("chat.message");
  expect(owner.person.events.filter(({ type }) => type === "gather").length).toBe(5);
});

test.each([
  ["of no size", [0, 0, 0, 1]],
  ["that no board has", [2e7, 0, 1, 1]],
  ["of half a box", [0, 0, 1]],
])("R351: a call to a place %s is refused and told to nobody", async (_, box) => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const editor = await enters(room, owner, "editor", "key");
  editor.sendsEvent({ ...gather(), box });
  await editor.is("refused", ({ code }) => code === "bad-event");
  editor.sendsEvent(chat("key-of-hello"));
  await owner.person.is("chat.message");
  expect(owner.person.events.some(({ type }) => type === "gather")).toBe(false);
});

test("R40: a viewer is not refused for an answer that holds nothing new", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  owner.person.types("known");
  const viewer = await enters(room, owner, "viewer", "key");
  await viewer.has("known");
  viewer.sends(step2Frame(Y.encodeStateAsUpdate(viewer.doc)));
  viewer.sends(step2Frame(new Uint8Array([0, 0])));
  await viewer.is("ack");
  expect(viewer.events.filter(({ type }) => type === "refused")).toEqual([]);
});

test("R40: a viewer is told once that answers with news are not taken, and for each update", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const viewer = await enters(room, owner, "viewer", "key");
  const refusals = () => viewer.events.filter(({ type }) => type === "refused").length;
  for (let again = 0; again < 3; again++) viewer.sends(step2Frame(news("mine")));
  await vi.waitFor(() => expect(refusals()).toBe(1));
  viewer.sends(updateFrame(news("a")));
  viewer.sends(updateFrame(news("b")));
  await vi.waitFor(() => expect(refusals()).toBe(3));
});

test("R40: nobody but who has the owner key is answered over REST", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const editor = await owner.makesLink("editor");
  for (const key of [editor.key, "x".repeat(32)]) {
    const asked: [string, string, unknown?][] = [
      ["GET", "/links"],
      ["POST", "/links", { role: "viewer" }],
      ["DELETE", `/links/${editor.id}`],
      ["PUT", "/access", { access: "none" }],
    ];
    for (const [method, path, body] of asked) {
      const response = await owner.asks(method, path, body, key);
      expect([method, path, response.status]).toEqual([method, path, 403]);
      expect(await response.json()).toMatchObject({ error: "not-owner" });
    }
  }
  const listed = await (await owner.asks("GET", "/links")).json();
  expect(listed).toMatchObject({ access: "editor", links: [{ revokedAt: null }] });
});
