import { Observer } from "./observer.ts";
import type { Person } from "./people.ts";
import { expect, test } from "./test.ts";

/** The line goes from the first to the last; the pointer rests behind it. */
const from = { x: 300, y: 300 };
const to = { x: 700, y: 300 };

/** How much of the line this person sees, the ends left out. */
function seen(person: Person): Promise<number> {
  return person.inkWithin({ x: 340, y: 285 }, { x: 600, y: 315 });
}

test("R202: a viewer's laser is seen by the others, fades, and leaves nothing in the room", async ({
  person,
  room,
  stoa,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  await mina.isSaved();
  await mina.closesChat();
  const stored = new Observer(stoa, room);
  await stored.synced();
  const kept = await mina.page.evaluate((id) => localStorage.getItem(`stoa.keys.${id}`), room);
  const { ownerKey } = JSON.parse(kept ?? "{}") as { ownerKey: string };
  const answer = await fetch(`${stoa.address}/api/rooms/${room}/links`, {
    method: "POST",
    headers: { Authorization: `Bearer ${ownerKey}`, "Content-Type": "application/json" },
    body: JSON.stringify({ role: "viewer", label: "Class" }),
  });
  const link = (await answer.json()) as { key: string };

  const jonas = await person("Jonas");
  await jonas.page.goto(`/room/${room}#k=${link.key}`);
  await expect(jonas.page.getByText("View only")).toBeVisible();
  await jonas.closesChat();
  await jonas.board.focus();
  await jonas.presses("k");
  await expect(jonas.page.getByRole("button", { name: "Laser" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  // The grid has dots.
  const empty = await seen(mina);
  // A busy machine may look too late: then the line is drawn again.
  for (const watcher of [mina, jonas]) {
    await expect
      .poll(async () => {
        await jonas.drags(from, to);
        return seen(watcher);
      })
      .toBeGreaterThan(empty + 300);
  }
  for (const watcher of [mina, jonas]) await expect.poll(() => seen(watcher)).toBe(empty);
  expect(Object.keys(stored.shapes)).toEqual([]);
  expect([...mina.complaints, ...jonas.complaints]).toEqual([]);
  stored.leaves();
});
