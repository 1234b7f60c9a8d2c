import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { addShape } from "../../../shared/board/document.ts";
import { parseRoomId, type RoomId } from "../../../shared/ids.ts";
import { Scene } from "../../board/scene/scene.ts";
import { History } from "../../board/undo.ts";
import { keepIn } from "../../ui/storage.ts";
import { beginWith, TEMPLATE_NAMES, takeBeginning } from "../beginning.ts";
import { shapesOfTemplate } from "./templates.ts";

const at = Date.UTC(2026, 10, 30);

function tab() {
  const map = new Map<string, string>();
  return keepIn(() => ({
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  }));
}

describe.each(TEMPLATE_NAMES)("the template %s", (name) => {
  test("R216: is real shapes that every client can read, each on top of the one before", () => {
    const doc = new Y.Doc();
    const shapes = shapesOfTemplate(name, null, at);
    for (const shape of shapes) addShape(doc, shape);
    const read = new Scene(doc).inOrder();
    expect(read.map(({ id }) => id)).toEqual(shapes.map(({ id }) => id));
    expect(new Set(read.map(({ type }) => type)).size).toBeGreaterThan(2);
    expect(read.every(({ by }) => by === "")).toBe(true);
  });

  test("R216: is the same each time but for the ids of its shapes", () => {
    const withoutIds = () =>
      shapesOfTemplate(name, null, at).map((shape) => ({ ...shape, id: "" }));
    expect(withoutIds()).toEqual(withoutIds());
  });

  test("R216: is one step of undo", () => {
    const doc = new Y.Doc();
    const history = new History(doc);
    const scene = new Scene(doc);
    history.step(() => {
      for (const shape of shapesOfTemplate(name, null, at)) addShape(doc, shape);
    });
    history.undo();
    expect(scene.count).toBe(0);
  });
});

test("R216: a room begins with its template once, and no other room does", () => {
  const kept = tab();
  const [mine, other] = ["mine", "other"].map((id) => parseRoomId(id) as RoomId) as [
    RoomId,
    RoomId,
  ];
  beginWith(mine, "retro", kept);
  expect(takeBeginning(other, kept)).toBe(null);
  expect(takeBeginning(mine, kept)).toBe("retro");
  expect(takeBeginning(mine, kept)).toBe(null);
});
