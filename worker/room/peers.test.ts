/** Tests of edits that another client than their author brings, and of edits that wait. */
import { expect, onTestFinished, test, vi } from "vitest";
import * as Y from "yjs";
import { step2Frame, updateFrame } from "../../shared/wire/frames.ts";
import { emptyStruct } from "../../testkit/hostile-frames.ts";
import { Turns } from "../connection/turns.ts";
import { GenericClient } from "../testing/generic-client.ts";
import { Owner } from "../testing/owners.ts";
import type { Person } from "../testing/person.ts";
import { TestRoom } from "../testing/test-room.ts";

/** Someone types something that the others hear of by BroadcastChannel or WebRTC before the room does. */
function typesBeside(author: Person, text: string): Uint8Array {
  const updates: Uint8Array[] = [];
  const note = (update: Uint8Array) => updates.push(update);
  author.doc.on("update", note);
  // A transaction of this origin is not sent by its author.
  author.doc.transact(() => author.types(text), author);
  author.doc.off("update", note);
  return Y.mergeUpdates(updates);
}

const kinds = ["native", "generic"] as const;

test.each(kinds)(
  "R164: an edit that another client brings first is taken from its author (%s)",
  async (kind) => {
    const room = new TestRoom();
    const mina = await room.admits("Mina", { kind });
    const jonas = await room.admits("Jonas", { kind });
    const aiko = await room.joins("Aiko");
    await aiko.sees("Aiko", "Jonas", "Mina");
    for (let edit = 0; edit < 20; edit++) {
      Y.applyUpdate(jonas.doc, typesBeside(mina, "m"), "another way");
      Y.applyUpdate(mina.doc, typesBeside(jonas, "j"), "another way");
    }
    jonas.types("!");
    await aiko.has(jonas.text);
    expect(aiko.text).toHaveLength(41);
    expect([mina.closedWith, jonas.closedWith]).toEqual([null, null]);
    expect(await room.quarantined()).toEqual([]);
    await aiko.sees("Aiko", "Jonas", "Mina");
  },
);

test("R164: a frame that is held is acknowledged once its owner has brought the edit, and not before", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  await jonas.is("ack", ({ n }) => n === 1);
  await mina.is("ack", ({ n }) => n === 1);
  await jonas.sees("Jonas", "Mina");
  mina.answers = false;
  Y.applyUpdate(jonas.doc, typesBeside(mina, "held"), "another way");
  jonas.doc.getText("other").insert(0, "my own");
  // The own edit after it is shown at once.
  await vi.waitFor(() => expect(mina.doc.getText("other").toString()).toBe("my own"));
  expect(jonas.events.filter(({ type }) => type === "ack")).toHaveLength(1);
  mina.sends(updateFrame(Y.encodeStateAsUpdate(mina.doc)));
  await jonas.is("ack", ({ n }) => n === 3);
  const aiko = await room.joins("Aiko");
  expect(aiko.text).toBe("held");
});

test("R164: an edit that depends on a held one comes with it", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joinsByGenericClient("Jonas");
  const aiko = await room.joins("Aiko");
  await aiko.sees("Aiko", "Jonas", "Mina");
  mina.answers = false;
  Y.applyUpdate(jonas.doc, typesBeside(mina, "Mina "), "another way");
  jonas.types("and ");
  jonas.types("Jonas");
  mina.sends(updateFrame(Y.encodeStateAsUpdate(mina.doc)));
  await aiko.has("Mina and Jonas");
  expect(jonas.closedWith).toBe(null);
});

test("R164: three clients that each bring the edits of all wait for nobody for ever", async () => {
  const room = new TestRoom();
  const people = [
    await room.joins("Mina"),
    await room.joinsByGenericClient("Jonas"),
    await room.joinsByGenericClient("Aiko"),
  ];
  const watcher = await room.joins("Watcher");
  await watcher.sees("Aiko", "Jonas", "Mina", "Watcher");
  const updates = people.map((person) => typesBeside(person, person.name));
  for (const person of people) {
    for (const update of updates) Y.applyUpdate(person.doc, update, "another way");
  }
  for (const person of people) await watcher.has(person.text);
  expect(watcher.text).toHaveLength("MinaJonasAiko".length);
  expect(people.map(({ closedWith }) => closedWith)).toEqual([null, null, null]);
});

test("R164: other edits under somebody's clocks are not taken, and told when the owner's come", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const mallory = await room.joins("Mallory");
  await mallory.is("ack", ({ n }) => n === 1);
  await mallory.sees("Mallory", "Mina");
  mina.answers = false;
  const forged = Object.assign(new Y.Doc(), { clientID: mina.doc.clientID });
  forged.getText("text").insert(0, "forged");
  mallory.sends(updateFrame(Y.encodeStateAsUpdate(forged)));
  mina.types("honest");
  await mallory.is("refused", ({ code, n }) => code === "not-yours" && n === 2);
  const jonas = await room.joins("Jonas");
  expect(jonas.text).toBe("honest");
});

test("R164: edits of somebody who has left are taken from whoever has them", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joinsByGenericClient("Jonas");
  await jonas.sees("Jonas", "Mina");
  mina.answers = false;
  Y.applyUpdate(jonas.doc, typesBeside(mina, "the last words"), "another way");
  mina.leaves();
  const aiko = await room.joins("Aiko");
  await aiko.has("the last words");
  expect(jonas.closedWith).toBe(null);
});

test("R110: a large frame that was held is taken in turns when its owner has left", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  const aiko = await room.joins("Aiko");
  await jonas.sees("Aiko", "Jonas", "Mina");
  mina.answers = false;
  const words = "Mina's words ".repeat(20_000);
  const run = vi.spyOn(Turns.prototype, "run");
  onTestFinished(() => run.mockRestore());
  Y.applyUpdate(jonas.doc, typesBeside(mina, words), "another way");
  await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(1));
  mina.leaves();
  await aiko.has(words);
  expect(run).toHaveBeenCalledTimes(2);
  expect(jonas.closedWith).toBe(null);
});

/** A room with an owner, and a viewer who came by a link. */
async function withViewer(kind: "native" | "generic") {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  owner.person.leaves();
  const link = await owner.makesLink("viewer");
  const door = kind === "native" ? owner.door(link) : { kind, query: `?key=${link.key}` };
  return { room, owner, viewer: await room.admits("Viewer", door) };
}

test.each(kinds)(
  "R167: a viewer's edits that an editor brings are left out in words, the rest is taken, and nobody is closed (%s)",
  async (kind) => {
    const { room, viewer } = await withViewer(kind);
    const jonas = await room.admits("Jonas", { kind });
    const aiko = await room.joins("Aiko");
    await aiko.sees("Aiko", "Jonas", "Viewer");
    await viewer.sees("Aiko", "Jonas", "Viewer");
    for (let edit = 0; edit < 8; edit++) {
      Y.applyUpdate(jonas.doc, typesBeside(viewer, "v"), "another way");
      jonas.doc.getText("own").insert(0, "j");
    }
    await vi.waitFor(() => expect(aiko.doc.getText("own").toString()).toBe("j".repeat(8)));
    await vi.waitFor(() => {
      const told =
        kind === "native"
          ? jonas.events.filter((event) => event.type === "refused" && event.code === "not-yours")
          : jonas.denials;
      expect(told.length).toBeGreaterThan(0);
    });
    // The edits that depend on the viewer's edits wait with them, and so do the later edits of
    // their client.
    const before = jonas.frames.filter(({ kind: each }) => each === "step1").length;
    jonas.types("!");
    jonas.doc.getText("own").insert(0, "J");
    await vi.waitFor(() =>
      expect(jonas.frames.filter(({ kind: each }) => each === "step1").length).toBeGreaterThan(
        before,
      ),
    );
    expect(aiko.text).toBe("");
    if (kind === "native") await jonas.is("ack", ({ n }) => n > 1);
    expect([jonas.closedWith, viewer.closedWith]).toEqual([null, null]);
    expect(await room.quarantined()).toEqual([]);
    // Once the viewer has left, the editor answers for what it brings.
    viewer.leaves();
    await aiko.sees("Aiko", "Jonas");
    jonas.types("?");
    await aiko.has(jonas.text);
    expect(aiko.text).toHaveLength(10);
    expect(aiko.doc.getText("own").toString()).toBe(`J${"j".repeat(8)}`);
  },
);

test("R167: stock clients that pass on a viewer's edits by another way stay connected", async () => {
  const { room, viewer } = await withViewer("generic");
  const stock = new GenericClient(room, "Stock");
  const aiko = await room.joins("Aiko");
  await aiko.sees("Aiko", "Stock", "Viewer");
  for (let edit = 0; edit < 12; edit++) {
    Y.applyUpdate(stock.doc, typesBeside(viewer, "v"), "another way");
    stock.doc.getText("own").insert(0, "s");
  }
  await vi.waitFor(() => expect(aiko.doc.getText("own").toString()).toBe("s".repeat(12)));
  expect(stock.closes).toEqual([]);
  expect(aiko.text).toBe("");
  stock.leaves();
});

test("R167: an owner who may no longer edit does not get those closed who brought the edits before", async () => {
  const { room, owner } = await withViewer("native");
  const mina = await room.joins("Mina");
  const link = await owner.makesLink("editor");
  const jonas = await room.admits("Jonas", owner.door(link));
  await jonas.sees("Jonas", "Mina", "Viewer");
  mina.answers = false;
  Y.applyUpdate(jonas.doc, typesBeside(mina, "held"), "another way");
  jonas.doc.getText("own").insert(0, "mine");
  await vi.waitFor(() => expect(mina.doc.getText("own").toString()).toBe("mine"));
  await owner.opensPlainLinkFor("viewer");
  await mina.is("role", ({ role }) => role === "viewer");
  mina.sends(step2Frame(Y.encodeStateAsUpdate(mina.doc)));
  await jonas.is("refused", ({ code, n }) => code === "not-yours" && n === undefined);
  jonas.doc.getText("own").insert(4, " too");
  await vi.waitFor(() => expect(mina.doc.getText("own").toString()).toBe("mine too"));
  expect(jonas.closedWith).toBe(null);
});

/** A document with an edit that waits for one which nobody has. */
function incomplete(): Y.Doc {
  const gone = Object.assign(new Y.Doc(), { clientID: 5 });
  const updates: Uint8Array[] = [];
  gone.on("update", (update: Uint8Array) => updates.push(update));
  gone.getText("text").insert(0, "lost");
  gone.getText("text").insert(4, " waits");
  const doc = new Y.Doc();
  doc.getText("text").insert(0, "mine");
  Y.applyUpdate(doc, updates[1] ?? new Uint8Array());
  expect(doc.store.pendingStructs).not.toBe(null);
  return doc;
}

test("R165: of a document with an edit that waits for ever, the rest is taken, and its author is told", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina", incomplete());
  await mina.is("refused", ({ code }) => code === "incomplete");
  await mina.is("ack", ({ n }) => n === 1);
  mina.types(", all of it");
  await mina.is("ack", ({ n }) => n === 2);
  const jonas = await room.joins("Jonas");
  expect(jonas.text).toBe("mine, all of it");
  expect(jonas.doc.store.pendingStructs).toBe(null);
});

test("R165: a stock client whose document has an edit that waits for ever goes on", async () => {
  const room = new TestRoom();
  const stock = await room.joinsByGenericClient("Stock", incomplete());
  const jonas = await room.joins("Jonas");
  await jonas.has("mine");
  stock.types(" still");
  await jonas.has("mine still");
  jonas.types(", and ours");
  await stock.has("mine still, and ours");
  expect(stock.closedWith).toBe(null);
  expect(await room.quarantined()).toEqual([]);
});

test("R165: an edit that waits comes later, when somebody has what it waits for", async () => {
  const room = new TestRoom();
  const whole = Object.assign(new Y.Doc(), { clientID: 5 });
  whole.getText("text").insert(0, "lost");
  whole.getText("text").insert(4, " waits");
  const mina = await room.joins("Mina", incomplete());
  await mina.is("refused", ({ code }) => code === "incomplete");
  const jonas = await room.joins("Jonas", whole);
  const aiko = await room.joins("Aiko");
  await aiko.has(jonas.text);
  await mina.has(jonas.text);
  expect(aiko.text).toContain("lost waits");
});

test("R165: of answers with edits that wait, one line a minute stands in the log", async () => {
  const info = vi.spyOn(console, "info");
  onTestFinished(() => info.mockRestore());
  const room = new TestRoom();
  for (const name of ["Mina", "Jonas", "Aiko"]) {
    const person = await room.joins(name, incomplete());
    await person.is("refused", ({ code }) => code === "incomplete");
  }
  const lines = info.mock.calls.filter(([text]) => String(text).includes('"incomplete"'));
  expect(lines).toHaveLength(1);
});

test("R165: an answer that hangs in the air leaves nothing behind", async () => {
  const room = new TestRoom();
  const mallory = await room.joins("Mallory");
  await mallory.is("ack", ({ n }) => n === 1);
  const hanging = step2Frame(emptyStruct(77, 1_000, 1));
  mallory.sends(hanging);
  await vi.waitFor(() =>
    expect(mallory.frames.filter(({ kind }) => kind === "step1")).toHaveLength(2),
  );
  mallory.sends(hanging);
  await mallory.is("refused", ({ code }) => code === "incomplete");
  const jonas = await room.joins("Jonas");
  expect(jonas.doc.store.clients.size).toBe(0);
  expect(jonas.doc.store.pendingStructs).toBe(null);
});
