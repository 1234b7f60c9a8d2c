import { randomUUID } from "node:crypto";
import type { Browser } from "@playwright/test";
import { EventClient } from "../testkit/event-client.ts";
import { awarenessFrame } from "../testkit/wire.ts";
import { Observer } from "./observer.ts";
import { Person } from "./people.ts";
import type { Stoa } from "./server.ts";
import { expect, test } from "./test.ts";

/** The presence of a client with this name, as a frame. */
function presence(name: string): Uint8Array {
  const state = { user: { name, color: "#2f7d4f" } };
  return awarenessFrame({ client: 4711, clock: 1, state });
}

/**
 * A room in which somebody's connection is cut without a word. The room takes half a minute to notice, by its own
 * constants. Other tests run meanwhile.
 */
class CutLine {
  readonly mina: Person;
  readonly watcher: Observer;
  readonly ghost: EventClient;
  /** Milliseconds until the person was gone from the list; null while they are there. */
  goneAfter: number | null = null;

  private constructor(mina: Person, watcher: Observer, ghost: EventClient) {
    this.mina = mina;
    this.watcher = watcher;
    this.ghost = ghost;
  }

  static async in(browser: Browser, stoa: Stoa): Promise<CutLine> {
    const room = `cut-line-${randomUUID()}`;
    const mina = await Person.arrives(browser, "Mina", stoa.address);
    await mina.opens(room);
    const watcher = new Observer(stoa, room);
    await watcher.synced();
    await expect.poll(() => watcher.names).toHaveLength(1);
    const ghost = new EventClient(`${stoa.socketServer}/${room}`);
    ghost.answers = false;
    await ghost.opened();
    ghost.send(presence("Ghost"));
    await expect.poll(() => watcher.names).toContain("Ghost");
    const line = new CutLine(mina, watcher, ghost);
    const since = Date.now();
    watcher.provider.awareness.on("change", () => {
      if (!watcher.names.includes("Ghost")) line.goneAfter ??= Date.now() - since;
    });
    return line;
  }

  async ends(): Promise<void> {
    this.watcher.leaves();
    this.ghost.leave();
    await this.mina.leaves();
  }
}

let line: CutLine | undefined;

function cutLine(): CutLine {
  if (line === undefined) throw new Error("Nobody's line is cut.");
  return line;
}

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser, stoa }) => {
  line = await CutLine.in(browser, stoa);
});

test.afterAll(() => line?.ends());

test("R57: a client that stops reading is closed, and the server keeps little of its unread frames", async ({
  room,
  stoa,
}) => {
  const writer = new Observer(stoa, room);
  const reader = new Observer(stoa, room);
  await Promise.all([writer.synced(), reader.synced()]);
  const deaf = new EventClient(`${stoa.socketServer}/${room}`);
  await deaf.opened();
  deaf.send(presence("Deaf"));
  await expect.poll(() => reader.names).toContain("Deaf");
  deaf.stopReading();
  const part = 500_000;
  let parts = 0;
  const large = writer.doc.getMap<Uint8Array>("large");
  await expect
    .poll(
      () => {
        // Not more than a board may hold.
        if (parts < 26) large.set("thing", new Uint8Array(part).fill(++parts));
        return reader.names;
      },
      { timeout: 45_000, intervals: [600] },
    )
    .not.toContain("Deaf");
  expect(parts * part).toBeGreaterThan(8_000_000);
  deaf.resumeReading();
  await expect.poll(() => deaf.closedWith).toBe(4513);
  expect(deaf.receivedBytes).toBeLessThan(3_000_000);
  await expect.poll(() => reader.doc.getMap<Uint8Array>("large").get("thing")?.[0]).toBe(parts);
  for (const observer of [writer, reader]) observer.leaves();
  deaf.leave();
});

test("R58: a person whose connection is cut without a word is gone within a minute; one who only does nothing is not", async () => {
  const { watcher, ghost, mina } = cutLine();
  await expect.poll(() => cutLine().goneAfter, { timeout: 60_000 }).not.toBeNull();
  expect(cutLine().goneAfter).toBeLessThan(60_000);
  await expect.poll(() => ghost.closedWith).toBe(4513);
  // The page; the watcher has no name.
  expect(watcher.names).toHaveLength(1);
  expect(watcher.provider.wsconnected).toBe(true);
  expect(mina.complaints).toEqual([]);
});
