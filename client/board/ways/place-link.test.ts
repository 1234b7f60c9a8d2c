import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { createStore } from "../../ui/store.ts";
import { toBoard } from "../camera.ts";
import { TestHand } from "../test-hand.ts";
import { arrive, linkedHere } from "./arrive.ts";
import { between } from "./glide.ts";
import { litOf } from "./lit.ts";
import { type LinkedPlace, placeLink, readPlaceLink } from "./place-link.ts";

const ORIGIN = "https://stoa.example";
const MIDDLE = [500, 400] as const;

test("R341: a link to a place, a shape or a frame is read as it was written, beside the room's key", () => {
  const whole = fc.integer({ min: -1e7, max: 1e7 });
  const id = fc.string({ minLength: 1, maxLength: 64, unit: "grapheme-ascii" });
  const place = fc.oneof(
    fc.record({
      kind: fc.constant("place"),
      x: whole,
      y: whole,
      zoom: fc.constantFrom(0.05, 1, 16),
    }),
    fc.record({ kind: fc.constant("frame"), id }),
    id.map((shape) => ({ kind: "shape", anchor: { shape, at: [0.5, 0.5] } })),
  ) as fc.Arbitrary<LinkedPlace>;
  fc.assert(
    fc.property(place, fc.constantFrom("", "#k=abc_-1", "#shape=other&k=abc_-1"), (there, hash) => {
      const { hash: written, pathname } = new URL(placeLink(ORIGIN, "room-1", hash, there));
      expect(pathname).toBe("/room/room-1");
      expect(readPlaceLink(written)).toMatchObject(there);
      expect(new URLSearchParams(written.slice(1)).get("k")).toBe(hash === "" ? null : "abc_-1");
    }),
  );
});

test("R341: a fragment that names no place that can be is none", () => {
  for (const hash of [
    "",
    "#k=a",
    "#at=1",
    "#at=,,",
    "#at=1,2,0",
    "#at=1e9,0,1",
    "#at=a,b",
    "#frame=",
  ]) {
    expect(readPlaceLink(hash), hash).toBeNull();
  }
  expect(readPlaceLink("#at=1,2,99")).toMatchObject({ x: 1, y: 2, zoom: 16 });
  expect(readPlaceLink("#at=-5,7")).toMatchObject({ x: -5, y: 7, zoom: 1 });
});

test("R341: the link is to the shape or frame that is selected, to several as a place, and else to the view", () => {
  const hand = new TestHand().box("a", [100, 100]).box("b", [700, 100]);
  const { editor } = hand;
  editor.view.camera.set({ x: 40, y: 20, zoom: 2 });
  expect(linkedHere(editor)).toEqual({ kind: "place", x: 290, y: 220, zoom: 2 });
  editor.selection.set(["a"]);
  expect(linkedHere(editor)).toMatchObject({ kind: "shape", anchor: { shape: "a" } });
  editor.selection.set(["a", "b"]);
  expect(linkedHere(editor)).toMatchObject({ kind: "place", x: 450, y: 130 });
});

test("R341: an arrival shows the place, and lights the shape, also one that comes later", () => {
  const hand = new TestHand();
  const { editor } = hand;
  const isWhole = createStore(false);
  const show = (camera: Parameters<typeof editor.view.camera.set>[0]) =>
    editor.view.camera.set(camera);
  arrive(editor, { kind: "place", x: 5_000, y: -3_000, zoom: 0.5 }, isWhole, show);
  expect(toBoard(editor.view.camera.get(), MIDDLE)).toEqual([5_000, -3_000]);
  arrive(editor, { kind: "shape", anchor: { shape: "a", at: [0.5, 0.5] } }, isWhole, show);
  hand.box("a", [9_000, 9_000]);
  const [x, y] = toBoard(editor.view.camera.get(), MIDDLE);
  expect([x, y]).toEqual([9_050, 9_030]);
  expect(litOf(editor).get()?.id).toBe("a");
});

test("R341: a link to a shape that is gone says so, and moves nothing", () => {
  const hand = new TestHand().box("a", [0, 0]);
  const { editor } = hand;
  const said = vi.fn<(sentence: string) => void>();
  editor.page.say = said;
  const isWhole = createStore(false);
  const before = editor.view.camera.get();
  arrive(editor, { kind: "frame", id: "gone" }, isWhole, (camera) =>
    editor.view.camera.set(camera),
  );
  expect(said).not.toHaveBeenCalled();
  isWhole.set(true);
  expect(said).toHaveBeenCalledOnce();
  expect(editor.view.camera.get()).toBe(before);
});

test("R342: a journey of the view begins and ends where it should, and its middle goes straight", () => {
  const size = { width: 1000, height: 800 };
  const from = { x: 0, y: 0, zoom: 1 };
  const to = { x: 5_000, y: 2_000, zoom: 0.25 };
  const middle = (share: number) => toBoard(between(from, to, size, share), MIDDLE);
  expect(middle(0)).toEqual([500, 400]);
  expect(middle(1)[0]).toBeCloseTo(5_000 + 2_000, 6);
  for (const share of [0.2, 0.5, 0.9]) {
    const [x, y] = middle(share);
    expect((y - 400) / (3_600 - 400)).toBeCloseTo((x - 500) / (7_000 - 500), 6);
  }
});
