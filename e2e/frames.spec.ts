import { Observer } from "./observer.ts";
import { expect, test } from "./test.ts";

type Point = readonly [x: number, y: number];

/** The places of shapes on the board, by their types, as the protocol's page says. */
function placesOf(shapes: Record<string, Record<string, unknown>>): Record<string, Point> {
  const places: Record<string, Point> = {};
  for (const { type, xy, parent } of Object.values(shapes)) {
    const within = parent as { id: string; xy: Point } | undefined;
    const [x, y] = xy as Point;
    const [left, top] = (shapes[within?.id ?? ""]?.["xy"] ?? [0, 0]) as Point;
    places[String(type)] = within ? [left + within.xy[0], top + within.xy[1]] : [x, y];
  }
  return places;
}

/** How far one place is from another. */
function difference(a: Point | undefined, b: Point | undefined): [number, number] {
  if (a === undefined || b === undefined) throw new Error("a shape has no place");
  return [a[0] - b[0], a[1] - b[1]];
}

test("R207: one drags a frame while the other moves a shape in it, and both moves count", async ({
  person,
  room,
  stoa,
}) => {
  const mina = await person("Mina");
  const jonas = await person("Jonas");
  await Promise.all([mina.opens(room), jonas.opens(room)]);
  const stored = new Observer(stoa, room);
  await stored.synced();
  const places = () => placesOf(stored.shapes);
  await mina.drawsRectangle({ x: 400, y: 300 }, { x: 500, y: 360 });
  await mina.presses("Escape");
  await mina.presses("f");
  await mina.drags({ x: 368, y: 268 }, { x: 560, y: 420 });
  await expect.poll(places).toMatchObject({ frame: [368, 268], rectangle: [400, 300] });
  const before = places();
  await mina.presses("Escape");
  await expect
    .poll(() => jonas.inkWithin({ x: 360, y: 260 }, { x: 540, y: 400 }))
    .toBeGreaterThan(300);

  // Both hold at once: Mina the frame by its edge, Jonas the shape by its line.
  await mina.pressesAlong([
    { x: 368, y: 380 },
    { x: 420, y: 400 },
  ]);
  await jonas.drags({ x: 450, y: 300 }, { x: 470, y: 312 }, { x: 492, y: 331 });
  // Snapping may have changed how far: Mina's hand holds the frame yet, so this is Jonas's move alone.
  await expect.poll(() => places()["rectangle"]).not.toEqual(before["rectangle"]);
  const own = difference(places()["rectangle"], before["rectangle"]);
  await mina.pointsAt({ x: 471, y: 433 }, 4);
  await mina.lifts();
  await expect.poll(() => places()["frame"]).not.toEqual(before["frame"]);
  const { frame, rectangle } = places();
  const [x, y] = difference(frame, before["frame"]);
  expect(Math.hypot(...own)).toBeGreaterThan(20);
  expect(Math.hypot(x, y)).toBeGreaterThan(50);
  expect(difference(rectangle, before["rectangle"])).toEqual([own[0] + x, own[1] + y]);
  await mina.isSaved();
  await jonas.isSaved();
  stored.leaves();
  expect([...mina.complaints, ...jonas.complaints]).toEqual([]);
});
