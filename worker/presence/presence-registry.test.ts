/** Tests of presence in a room, also after sleep. */
import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import { encodeAwarenessUpdate } from "y-protocols/awareness";
import { awarenessFrame, gestureFrame, pointerFrame } from "../../shared/wire/frames.ts";
import { presence } from "../../testkit/hostile-frames.ts";
import { MAX_PRESENCE_FRAME } from "../limits.ts";
import { TestRoom } from "../testing/test-room.ts";

test("R8: a person who joins late sees everybody who is here", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joinsByGenericClient("Jonas");
  await jonas.sees("Mina", "Jonas");
  const aiko = await room.joins("Aiko");
  await aiko.sees("Mina", "Jonas", "Aiko");
  await mina.sees("Mina", "Jonas", "Aiko");
});

test("R8: a person who joins a room that slept sees everybody who is here", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joinsByGenericClient("Jonas");
  await mina.sees("Mina", "Jonas");
  await jonas.sees("Mina", "Jonas");
  await evictDurableObject(room.stub);
  const aiko = await room.joins("Aiko");
  await aiko.sees("Mina", "Jonas", "Aiko");
});

test("R8: a person who joins a room that slept sees everybody where they were last", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  mina.says({ pointer: { x: 3, y: 4 } });
  await vi.waitFor(() => {
    const state = jonas.presence.getStates().get(mina.doc.clientID);
    expect(state?.["pointer"]).toEqual({ x: 3, y: 4 });
  });
  await evictDurableObject(room.stub);
  const aiko = await room.joins("Aiko");
  await aiko.sees("Mina", "Jonas", "Aiko");
  expect(aiko.presence.getStates().get(mina.doc.clientID)?.["pointer"]).toEqual({ x: 3, y: 4 });
});

test("R7: a person who leaves is gone from everybody's list", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  await mina.sees("Mina", "Jonas");
  jonas.leaves();
  await mina.sees("Mina");
});

test("R7: a person who leaves a room that slept is gone from everybody's list", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  await mina.sees("Mina", "Jonas");
  await evictDurableObject(room.stub);
  jonas.leaves();
  await mina.sees("Mina");
  const aiko = await room.joins("Aiko");
  await aiko.sees("Mina", "Aiko");
});

test("R7: after the object was aborted nobody is left over", async () => {
  const room = new TestRoom();
  await room.joins("Mina");
  await abortAllDurableObjects();
  const jonas = await room.joins("Jonas");
  await jonas.sees("Jonas");
});

test("R7: a person who comes back is seen again", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  await mina.sees("Mina", "Jonas");
  jonas.leaves();
  await mina.sees("Mina");
  await jonas.connects();
  await mina.sees("Mina", "Jonas");
});

test("R9: the room says who somebody is, whatever their client says", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  const { you } = await jonas.is("hello");
  const stoa = { id: "somebody else", role: "owner", verified: true, name: "Mina" };
  jonas.says({ user: { name: "Jonas\u202e", color: "#112233", id: "somebody else" }, stoa });
  await vi.waitFor(() => {
    const state = mina.presence.getStates().get(jonas.doc.clientID);
    expect(state).toEqual({
      user: { name: "Jonas", color: "#112233", id: you.id },
      stoa: { id: you.id, role: "editor", verified: false },
    });
  });
});

test("R160: an application's description of its user stays as it is, and the room's facts stand beside", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const stock = await room.joinsByGenericClient("Stock");
  const said = '{ "user": {"id":42, "name":"  St\u200bock", "at":1e20} }';
  stock.sends(presence(stock.doc.clientID, 100, said));
  const stateOf = () => mina.presence.getStates().get(stock.doc.clientID);
  await vi.waitFor(() => expect(stateOf()?.["user"]).toEqual(JSON.parse(said).user));
  const facts = stateOf()?.["stoa"];
  expect(facts).toEqual({ id: expect.any(String), role: "editor", verified: false });
  const forged =
    '{"st\\u006fa":{"verified":true,"role":"owner"},"user":{"id":1},"__proto__":{"a":1}}';
  stock.sends(presence(stock.doc.clientID, 101, forged));
  await vi.waitFor(() => expect(stateOf()?.["user"]).toEqual({ id: 1 }));
  expect(stateOf()?.["stoa"]).toEqual(facts);
  stock.sends(presence(stock.doc.clientID, 102, " {} "));
  await vi.waitFor(() => expect(stateOf()).toEqual({ stoa: facts }));
});

const unfit: [name: string, state: string][] = [
  ["is too long", JSON.stringify({ user: { name: "Mina", avatar: "x".repeat(5_000) } })],
  ["is a text", '"here"'],
  ["is a number", "7"],
  ["is a list", "[1]"],
  ["is no JSON", "{here}"],
  // 21 characters each once they are written as JavaScript writes them: more than a socket can keep.
  ["grows when it is written anew", `{"user":{"name":"ü"},"n":[${new Array(800).fill("1e20")}]}`],
];

test.each(unfit)("R162: presence that %s is refused alone, in words", async (_, state) => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  await mina.sees("Mina", "Jonas");
  jonas.sends(presence(jonas.doc.clientID, 100, state));
  await jonas.is("refused", ({ code }) => code === "bad-presence");
  jonas.types("still writing");
  await mina.has("still writing");
  const aiko = await room.joins("Aiko");
  await aiko.sees("Aiko", "Jonas", "Mina");
  expect(jonas.closedWith).toBe(null);
});

test.each(unfit.slice(0, 5))(
  "R162: a stock client whose presence %s goes on with the document",
  async (_, state) => {
    const room = new TestRoom();
    const mina = await room.joins("Mina");
    const stock = await room.hearsKnocking("Stock", { kind: "generic" });
    stock.sends(presence(stock.doc.clientID, 1, state));
    stock.types("written");
    await mina.has("written");
    stock.sends(presence(stock.doc.clientID, 2, '{"user":{"name":"Stock"}}'));
    await mina.sees("Mina", "Stock");
    expect(stock.closedWith).toBe(null);
  },
);

test("R162: a presence frame above every limit costs its author nothing but the presence", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  const stock = await room.joinsByGenericClient("Stock");
  const state = JSON.stringify({ user: { avatar: "x".repeat(MAX_PRESENCE_FRAME) } });
  jonas.sends(presence(jonas.doc.clientID, 100, state));
  stock.sends(presence(stock.doc.clientID, 100, state));
  await jonas.is("refused", ({ code }) => code === "bad-presence");
  stock.types("both ");
  await jonas.has("both ");
  jonas.types("write");
  await mina.has("both write");
  await mina.sees("Jonas", "Mina", "Stock");
});

test("R9: nobody can remove or change another person's presence", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  await jonas.sees("Mina", "Jonas");
  const clock = jonas.presence.meta.get(mina.doc.clientID)?.clock ?? 0;
  jonas.presence.meta.set(mina.doc.clientID, { clock: clock + 5, lastUpdated: 0 });
  jonas.presence.states.set(mina.doc.clientID, { user: { name: "Mallory" } });
  const forged = encodeAwarenessUpdate(jonas.presence, [mina.doc.clientID]);
  jonas.sends(awarenessFrame(forged));
  const aiko = await room.joins("Aiko");
  await aiko.sees("Mina", "Jonas", "Aiko");
});

test("R11: a gesture reaches the others, marked with its sender by the room", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  const stock = await room.joinsByGenericClient("Stock");
  await jonas.sees("Mina", "Jonas", "Stock");
  mina.sends(gestureFrame(new TextEncoder().encode("drawing")));
  await vi.waitFor(() => {
    expect(jonas.gestures).toEqual([{ clientId: mina.doc.clientID, text: "drawing" }]);
  });
  expect(mina.gestures).toEqual([]);
  // The next frame that stock hears is not the gesture.
  mina.types("after");
  await stock.has("after");
  expect(stock.gestures).toEqual([]);
});

test("R90: pointers go among the gestures of their window, in order, and not to stock clients", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  const stock = await room.joinsByGenericClient("Stock");
  await jonas.sees("Mina", "Jonas", "Stock");
  const before = jonas.frames.length;
  const told: { clientId: number; text: string }[] = [];
  for (let x = 0; x < 100; x++) {
    const pointer = pointerFrame([x, -x]);
    const drawing = `drawing ${x}`;
    mina.sends(pointer);
    mina.sends(gestureFrame(new TextEncoder().encode(drawing)));
    for (const text of [new TextDecoder().decode(pointer), drawing]) {
      told.push({ clientId: mina.doc.clientID, text });
    }
  }
  await vi.waitFor(() => expect(jonas.gestures).toEqual(told), { timeout: 5_000 });
  const frames = jonas.frames.slice(before);
  expect(new Set(frames.map(({ kind }) => kind))).toEqual(new Set(["gestures"]));
  expect(frames.length).toBeLessThan(told.length / 4);
  mina.types("after");
  await stock.has("after");
  expect(stock.gestures).toEqual([]);
});

test("R10: presence and gestures are stored nowhere", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  const written = () =>
    runInDurableObject(
      room.stub,
      (_, { storage }) =>
        storage.sql.exec<{ changes: number }>("SELECT total_changes() AS changes").one().changes,
    );
  await jonas.sees("Mina", "Jonas");
  const before = await written();
  for (let x = 0; x < 20; x++) mina.says({ pointer: { x, y: 0 } });
  mina.sends(gestureFrame(new TextEncoder().encode("drawing")));
  await vi.waitFor(() => expect(jonas.gestures.length).toBe(1));
  await vi.waitFor(() => {
    const state = jonas.presence.getStates().get(mina.doc.clientID);
    expect(state?.["pointer"]).toEqual({ x: 19, y: 0 });
  });
  expect(await written()).toBe(before);
});
