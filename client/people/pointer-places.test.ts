import { expect, test } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { Gesture } from "../../shared/board/gesture.ts";
import { createStore } from "../ui/store.ts";
import { type Place, PointerPlaces } from "./pointer-places.ts";

const JONAS = 77;
const user = { id: "jonas", name: "Jonas", color: "#2f68d8" };

/** Somebody who looks at the pointers, and Jonas, who says things of his. */
function audience() {
  const presence = new Awareness(new Y.Doc());
  const listeners = new Set<(client: number, gesture: Gesture) => void>();
  const subscribe = (listener: (client: number, gesture: Gesture) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const myId = createStore("");
  const shown = new Map<number, Place & { name: string; writes?: true }>();
  const places = new PointerPlaces(
    presence,
    { send: () => undefined, subscribe },
    {
      show: (client, { name }, place, writes) =>
        shown.set(client, { name, ...place, ...(writes && { writes }) }),
      hide: (client) => shown.delete(client),
    },
    myId,
  );
  return {
    places,
    myId,
    presence,
    sees: () => shown.get(JONAS),
    /** Jonas publishes this beside who he is; `null`: he leaves. */
    says(state: Record<string, unknown> | null): void {
      const isNew = !presence.states.has(JONAS);
      if (state === null) presence.states.delete(JONAS);
      else presence.states.set(JONAS, { user, ...state });
      const change = { added: [] as number[], updated: [] as number[], removed: [] as number[] };
      if (state === null) change.removed.push(JONAS);
      else (isNew ? change.added : change.updated).push(JONAS);
      presence.emit("change", [change, "remote"]);
    },
    does(gesture: Gesture): void {
      for (const listener of listeners) listener(JONAS, gesture);
    },
    listeners,
  };
}

function point(x: number, y: number): Gesture {
  return { kind: "point", xy: [x, y] };
}

test("a pointer is where presence has it until it moves, and then where gestures have it", () => {
  const { says, does, sees } = audience();
  says({ pointer: { x: 1, y: 2 } });
  expect(sees()).toEqual({ name: "Jonas", x: 1, y: 2 });
  does(point(3, 4));
  expect(sees()).toMatchObject({ x: 3, y: 4 });
  does({ kind: "set", shapes: [], hand: [5, 6] });
  expect(sees()).toMatchObject({ x: 5, y: 6 });
  does({ kind: "ink", id: "a", stroke: "ink", width: "m", start: 0, points: [7, 8, 0.5] });
  expect(sees()).toMatchObject({ x: 7, y: 8 });
  does({ kind: "done" });
  expect(sees()).toMatchObject({ x: 7, y: 8 });
});

test("presence that is told anew while a pointer moves does not throw it back to where it rested", () => {
  const { says, does, sees } = audience();
  says({ pointer: { x: 1, y: 2 } });
  does(point(30, 40));
  says({ pointer: { x: 1, y: 2 }, selection: ["a"] });
  expect(sees()).toMatchObject({ x: 30, y: 40 });
  says({ pointer: { x: 1, y: 2 }, user: { ...user, name: "Jo" } });
  expect(sees()).toEqual({ name: "Jo", x: 30, y: 40 });
});

test("R218: a pointer tells that its person writes, also while it moves", () => {
  const { says, does, sees } = audience();
  says({ pointer: { x: 1, y: 2 }, caret: { shape: "note", index: 0 } });
  expect(sees()).toEqual({ name: "Jonas", x: 1, y: 2, writes: true });
  does(point(3, 4));
  expect(sees()).toEqual({ name: "Jonas", x: 3, y: 4, writes: true });
  says({ pointer: { x: 1, y: 2 } });
  expect(sees()).toEqual({ name: "Jonas", x: 3, y: 4 });
});

test("a pointer that is said to rest elsewhere is there", () => {
  const { says, does, sees } = audience();
  says({ pointer: { x: 1, y: 2 } });
  does(point(30, 40));
  says({ pointer: { x: 50, y: 60 } });
  expect(sees()).toMatchObject({ x: 50, y: 60 });
});

test("a pointer that has left the board is not brought back by a movement that comes late", () => {
  const { says, does, sees } = audience();
  says({ pointer: { x: 1, y: 2 } });
  does(point(3, 4));
  says({ pointer: null });
  expect(sees()).toBe(undefined);
  does(point(5, 6));
  expect(sees()).toBe(undefined);
  says({ pointer: { x: 1, y: 2 } });
  expect(sees()).toMatchObject({ x: 1, y: 2 });
});

test("R7: a pointer goes with its person, and comes back where they say", () => {
  const { says, does, sees } = audience();
  says({ pointer: { x: 1, y: 2 } });
  does(point(3, 4));
  says(null);
  expect(sees()).toBe(undefined);
  does(point(5, 6));
  expect(sees()).toBe(undefined);
  says({ pointer: { x: 1, y: 2 } });
  expect(sees()).toMatchObject({ x: 1, y: 2 });
});

test("nobody is shown of whom presence says nothing that can be read", () => {
  const { says, does, sees } = audience();
  does(point(3, 4));
  says({ pointer: { x: "far", y: 2 } });
  does(point(3, 4));
  says({ user: null, pointer: { x: 1, y: 2 } });
  does(point(3, 4));
  expect(sees()).toBe(undefined);
});

test("R177: my own second tab has no pointer on my board, also when the room says late who I am", () => {
  const { says, does, sees, myId } = audience();
  says({ pointer: { x: 1, y: 2 } });
  expect(sees()).toMatchObject({ x: 1, y: 2 });
  myId.set("jonas");
  expect(sees()).toBe(undefined);
  does(point(3, 4));
  says({ pointer: { x: 5, y: 6 } });
  expect(sees()).toBe(undefined);
});

test("a page that looks no longer listens no longer", () => {
  const { places, listeners, says, sees } = audience();
  places.destroy();
  says({ pointer: { x: 1, y: 2 } });
  expect(sees()).toBe(undefined);
  expect(listeners.size).toBe(0);
});
