import { expect, test } from "vitest";
import { type KeptValues, keepIn } from "../ui/storage.ts";
import type { Camera } from "./camera.ts";
import { keepPlace, keptPlace } from "./kept-place.ts";

const here: Camera = { x: -120.5, y: 40, zoom: 1.61 };
const there: Camera = { x: 9_000, y: -7, zoom: 0.2 };

function emptyStorage(): KeptValues {
  return keepIn(() => null);
}

test("R174: each room has its own place and zoom", () => {
  const kept = emptyStorage();
  expect(keptPlace("one", kept)).toBeNull();
  keepPlace("one", here, kept);
  keepPlace("two", there, kept);
  expect(keptPlace("one", kept)).toEqual(here);
  expect(keptPlace("two", kept)).toEqual(there);
  keepPlace("one", there, kept);
  expect(keptPlace("one", kept)).toEqual(there);
});

test("R174: the room that was not looked at for longest is forgotten first", () => {
  const kept = emptyStorage();
  for (let number = 0; number < 100; number++) keepPlace(`room-${number}`, here, kept);
  keepPlace("room-0", there, kept);
  keepPlace("one-more", there, kept);
  expect(keptPlace("room-1", kept)).toBeNull();
  expect(keptPlace("room-0", kept)).toEqual(there);
  expect(keptPlace("room-2", kept)).toEqual(here);
});

test("a place that is none is passed over", () => {
  const kept = emptyStorage();
  kept.write("stoa.places", [
    { room: "far", x: 1e12, y: 0, zoom: 1 },
    { room: "close", x: 0, y: 0, zoom: 1_000 },
    { room: "empty", x: null, y: 0, zoom: 1 },
    { room: "good", ...here },
  ]);
  for (const room of ["far", "close", "empty"]) expect(keptPlace(room, kept)).toBeNull();
  expect(keptPlace("good", kept)).toEqual(here);
  kept.write("stoa.places", "nonsense");
  expect(keptPlace("good", kept)).toBeNull();
  keepPlace("good", here, kept);
  expect(keptPlace("good", kept)).toEqual(here);
});
