import { Observer } from "./observer.ts";
import { expect, test } from "./test.ts";

/** A stock client closes a socket on which nothing has come for 30 s (`messageReconnectTimeout` of y-websocket 3). */
const PATIENCE_MS = 30_000;

test("R15: a stock client that is alone in a room stays connected beyond its patience", async ({
  room,
  stoa,
}) => {
  test.setTimeout(PATIENCE_MS * 3);
  const alone = new Observer(stoa, room);
  let losses = 0;
  alone.provider.on("connection-close", () => losses++);
  await alone.synced();
  const since = Date.now();
  await expect
    .poll(() => Date.now() - since, { timeout: PATIENCE_MS * 2, intervals: [1_000] })
    .toBeGreaterThan(PATIENCE_MS + 10_000);
  expect(losses).toBe(0);
  expect(alone.provider.wsconnected).toBe(true);
  alone.leaves();
});

test("R71: a stock client goes on seeing somebody who sits still, beyond its patience", async ({
  person,
  room,
  stoa,
}) => {
  test.setTimeout(PATIENCE_MS * 4);
  const mina = await person("Mina");
  await mina.opens(room);
  const watcher = new Observer(stoa, room);
  const { awareness } = watcher.provider;
  const others = () => [...awareness.getStates().keys()].filter((id) => id !== awareness.clientID);
  await expect.poll(others).toHaveLength(1);
  const gone: number[] = [];
  awareness.on("change", ({ removed }: { removed: number[] }) => gone.push(...removed));
  const since = Date.now();
  await expect
    .poll(() => Date.now() - since, { timeout: PATIENCE_MS * 3, intervals: [1_000] })
    .toBeGreaterThan(PATIENCE_MS + 15_000);
  expect(gone).toEqual([]);
  expect(others()).toHaveLength(1);
  await mina.leaves();
  await expect.poll(others).toEqual([]);
  watcher.leaves();
});
