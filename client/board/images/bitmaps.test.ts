import { expect, test } from "vitest";
import type { AssetId } from "../../../shared/assets.ts";
import type { Place } from "../../../shared/board/draw/pen.ts";
import type { Box } from "../../../shared/board/geometry.ts";
import type { Size } from "../../../shared/board/record.ts";
import { Bitmaps, Unavailable } from "./bitmaps.ts";

const AT: Place = { xy: [5, 6], size: [40, 20], angle: 0, opacity: 1 };
const NATURAL: Size = [1024, 512];
const idOf = (name: string) => name.padEnd(43, "_") as AssetId;

/** Bitmaps over a network and a browser that do what the test says. */
function setUp({ most = 1e9 }: { most?: number } = {}) {
  const waiting: (() => void)[] = [];
  const told: Box[] = [];
  const loads: AssetId[] = [];
  const broken = new Map<AssetId, Error>();
  let closed = 0;
  const clock = { now: 0 };
  const bitmaps = new Bitmaps({
    most,
    now: () => clock.now,
    later: (action) => void waiting.push(action),
    async load(asset) {
      loads.push(asset);
      const error = broken.get(asset);
      if (error !== undefined) throw error;
      return new Blob();
    },
    async decode(_, [width, height], halvings) {
      const scale = 2 ** halvings;
      const close = () => {
        closed += 1;
      };
      return { width: width / scale, height: height / scale, close } as ImageBitmap;
    },
  });
  bitmaps.subscribe((boxes) => told.push(...boxes));
  /** Lets what is on its way come. */
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  const see = (name: string, pixels = 1024) => bitmaps.get(idOf(name), NATURAL, pixels, AT);
  return { bitmaps, waiting, told, loads, broken, clock, settle, see, closed: () => closed };
}

test("R266: an image is loaded once it is seen, and its place told when it is there", async () => {
  const { see, settle, told, loads } = setUp();
  expect(see("cat")).toBe("loading");
  see("cat");
  await settle();
  expect(see("cat")).toMatchObject({ width: 1024 });
  expect(told).toEqual([{ minX: 5, minY: 6, maxX: 45, maxY: 26 }]);
  expect(loads).toHaveLength(1);
});

test("R266: from afar a smaller picture is decoded; what is there stands in for a finer one", async () => {
  const { see, settle, bitmaps } = setUp();
  see("cat", 100);
  await settle();
  expect(see("cat", 100)).toMatchObject({ width: 128 });
  expect(bitmaps.bytes).toBe(4 * 128 * 64);
  expect(see("cat", 900)).toMatchObject({ width: 128 });
  await settle();
  expect(see("cat", 900)).toMatchObject({ width: 1024 });
  // Back from afar, the finer one serves until the smaller is wanted again, which is there.
  expect(see("cat", 100)).toMatchObject({ width: 128 });
});

test("R266: decoded images keep within their memory, and the ones that were not seen for longest go", async () => {
  const one = 4 * 1024 * 512;
  const { see, settle, bitmaps, clock, closed } = setUp({ most: 2.5 * one });
  for (const name of ["a", "b", "c", "d"]) {
    see(name);
    await settle();
    clock.now += 10_000;
  }
  expect(bitmaps.bytes).toBe(2 * one);
  expect(closed()).toBe(2);
  expect(see("d")).toMatchObject({ width: 1024 });
  expect(see("a")).toBe("loading");
});

test("R266: when all that is seen does not fit, it becomes coarser and comes to rest", async () => {
  const one = 4 * 1024 * 512;
  const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
  const { see, settle, bitmaps, loads } = setUp({ most: 2.5 * one });
  for (let frame = 0; frame < 30; frame++) {
    for (const name of names) see(name);
    await settle();
  }
  expect(bitmaps.bytes).toBeLessThanOrEqual(2.5 * one);
  const before = loads.length;
  for (const name of names) expect(see(name)).not.toBe("loading");
  await settle();
  expect(loads.length).toBe(before);
});

test("R266: an image that the room does not have has failed; one that the network did not bring comes later", async () => {
  const { see, settle, broken, waiting, loads, bitmaps } = setUp();
  broken.set(idOf("gone"), new Unavailable(true));
  broken.set(idOf("slow"), new Unavailable(false));
  see("gone");
  see("slow");
  await settle();
  expect([see("gone"), see("slow")]).toEqual(["failed", "loading"]);
  broken.clear();
  for (const again of waiting.splice(0)) again();
  await settle();
  expect(see("slow")).toMatchObject({ width: 1024 });
  expect(see("gone")).toBe("failed");
  expect(loads.filter((id) => id === idOf("gone"))).toHaveLength(1);
  broken.set(idOf("later"), new Unavailable(false));
  see("later");
  await settle();
  broken.clear();
  bitmaps.retry();
  await settle();
  expect(see("later")).toMatchObject({ width: 1024 });
});

test("R266: bytes that the browser cannot decode have failed", async () => {
  const { see, settle, broken } = setUp();
  broken.set(idOf("odd"), new DOMException("no image", "InvalidStateError"));
  see("odd");
  await settle();
  expect(see("odd")).toBe("failed");
});

test("R266: a picture that comes after the board is gone is let go of", async () => {
  const { see, settle, bitmaps, told, closed } = setUp();
  see("cat");
  bitmaps.destroy();
  await settle();
  expect([closed(), told]).toEqual([1, []]);
});

test("R310: an image that could not be had is asked for again once the room has it, and now and then", async () => {
  const { see, settle, broken, bitmaps, told, loads, clock } = setUp();
  broken.set(idOf("cat"), new Unavailable(true));
  see("cat");
  await settle();
  expect(see("cat")).toBe("failed");
  clock.now = 29_999;
  expect(see("cat")).toBe("failed");
  await settle();
  expect(loads.length).toBe(1);
  // Somebody else may have brought it: its mark stays until it is there.
  clock.now = 30_000;
  expect(see("cat")).toBe("failed");
  await settle();
  expect(loads.length).toBe(2);
  expect(see("cat")).toBe("failed");
  broken.clear();
  told.length = 0;
  bitmaps.renew(idOf("cat"));
  expect(told).toEqual([{ minX: 5, minY: 6, maxX: 45, maxY: 26 }]);
  expect(see("cat")).toBe("loading");
  await settle();
  expect(see("cat")).toMatchObject({ width: 1024 });
});
