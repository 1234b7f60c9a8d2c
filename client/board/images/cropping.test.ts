import { expect, test } from "vitest";
import type { AssetId } from "../../../shared/assets.ts";
import { addShape, shapesOf } from "../../../shared/board/document.ts";
import { crop } from "../overlay/crop.ts";
import { inWords } from "../reading-order.ts";
import { TestHand } from "../test-hand.ts";
import { moveEdge, selectedImage } from "./cropping.ts";
import { imagesOf } from "./state.ts";

const ASSET = "a".repeat(43) as AssetId;

function withImage() {
  const hand = new TestHand();
  const { editor } = hand;
  editor.transact(() =>
    addShape(hand.doc, {
      ...{ id: "cat", type: "image", xy: [100, 100], size: [200, 100], z: "a1", by: "mina", at: 1 },
      ...{ stroke: "ink", width: "m", asset: ASSET, natural: [400, 200], alt: "" },
    }),
  );
  const part = crop({ editor });
  const image = () => shapesOf(hand.doc).get("cat")?.toJSON();
  /** Drags the handle at a point. */
  const pulls = (from: readonly [number, number], to: readonly [number, number]) => {
    hand.press(from).move(to).lift(to);
  };
  return { hand, editor, part, image, pulls };
}

test("R268: a double click on an image begins to crop it, a handle cuts it off, and Enter ends it", () => {
  const { hand, editor, part, image, pulls } = withImage();
  expect(part.isShown()).toBe(false);
  hand.press([200, 150]).lift([200, 150]);
  hand.press([200, 150], { clicks: 2 }).lift([200, 150]);
  expect(imagesOf(editor).cropping.get()).toBe("cat");
  expect(part.isShown()).toBe(true);
  pulls([300, 150], [250, 150]);
  expect(image()).toMatchObject({ crop: [0, 0, 0.75, 1], size: [150, 100], xy: [100, 100] });
  pulls([100, 100], [150, 120]);
  expect(image()).toMatchObject({ crop: [0.25, 0.2, 0.5, 0.8], size: [100, 80], xy: [150, 120] });
  hand.key("Enter");
  expect(part.isShown()).toBe(false);
  editor.commandOf("showWholeImage").run(editor);
  expect(image()).toMatchObject({ crop: [0, 0, 1, 1], size: [200, 100], xy: [100, 100] });
  editor.undo();
  expect(image()).toMatchObject({ crop: [0.25, 0.2, 0.5, 0.8] });
});

test("R268: cropping ends with the selection, by Escape, and for viewers it does not begin", () => {
  const { hand, editor } = withImage();
  editor.selection.set(["cat"]);
  hand.key("Enter");
  expect(imagesOf(editor).cropping.get()).toBe("cat");
  hand.key("Escape");
  expect([imagesOf(editor).cropping.get(), editor.selection.get()]).toEqual([null, ["cat"]]);
  hand.key("Enter");
  editor.selection.clear();
  expect(imagesOf(editor).cropping.get()).toBe(null);
  editor.readOnly.set(true);
  editor.selection.set(["cat"]);
  hand.key("Enter");
  expect(imagesOf(editor).cropping.get()).toBe(null);
});

test("R268: an image is said by its description", () => {
  const { editor, hand } = withImage();
  editor.selection.set(["cat"]);
  editor.commandOf("describeImage").run(editor);
  expect(imagesOf(editor).describing.get()).toBe("cat");
  shapesOf(hand.doc).get("cat")?.set("alt", "A cat on the keyboard");
  const shape = editor.scene.get("cat");
  expect(shape && inWords(shape)).toBe("Image: A cat on the keyboard");
});

test("R313: an edge is moved by a step, along the sides of a turned image, and not beyond it or past the other", () => {
  const { hand, editor, image } = withImage();
  editor.selection.set(["cat"]);
  const moves = (edge: "w" | "n" | "e" | "s", way: readonly [number, number]) => {
    const cat = selectedImage(editor);
    if (cat !== null) moveEdge(editor, cat, edge, way);
  };
  moves("e", [-50, 0]);
  expect(image()).toMatchObject({ crop: [0, 0, 0.75, 1], size: [150, 100], xy: [100, 100] });
  moves("n", [0, 10]);
  expect(image()).toMatchObject({ crop: [0, 0.1, 0.75, 0.9], size: [150, 90], xy: [100, 110] });
  // Keys across an edge, or at its end, write nothing.
  const { updates } = hand;
  moves("n", [10, 0]);
  moves("w", [-10, 0]);
  expect(hand.updates).toBe(updates);
  moves("s", [0, -500]);
  expect(image()?.["crop"][3]).toBeCloseTo(0.02);
  hand.key("ctrl+z");
  expect(image()).toMatchObject({ size: [150, 90] });
});
