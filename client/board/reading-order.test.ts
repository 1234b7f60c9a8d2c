import fc from "fast-check";
import { expect, test } from "vitest";
import { firstRead, inWords, readingOrder, selectionInWords } from "./reading-order.ts";
import { TestHand } from "./test-hand.ts";

test("shapes are read row by row, even when a row is not quite straight", () => {
  const hand = new TestHand()
    .box("d", [0, 200])
    .box("b", [200, 0])
    .box("a", [0, 20])
    .box("c", [400, 15]);
  expect(readingOrder(hand.shapes).map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
});

test("R190: the first shapes to read are found without a look at the rest", () => {
  const place = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }));
  fc.assert(
    fc.property(
      fc.array(place, { maxLength: 60 }),
      fc.integer({ min: 6, max: 12 }),
      (places, count) => {
        const hand = new TestHand();
        hand.doc.transact(() => {
          for (const [index, xy] of places.entries()) hand.box(String(index), xy);
        });
        const { scene } = hand.editor;
        const first = firstRead(scene.downwards(), count);
        const tops = readingOrder(hand.shapes).slice(0, count);
        expect(first.map(({ xy }) => xy)).toEqual(tops.map(({ xy }) => xy));
      },
    ),
    { numRuns: 50 },
  );
  const hand = new TestHand();
  hand.doc.transact(() => {
    for (let index = 0; index < 500; index++) hand.box(String(index), [0, index * 100]);
  });
  let looks = 0;
  const counted = function* () {
    for (const shape of hand.editor.scene.downwards()) {
      looks += 1;
      yield shape;
    }
  };
  expect(firstRead(counted(), 5).map(({ id }) => id)).toEqual(["0", "1", "2", "3", "4"]);
  expect(looks).toBeLessThan(10);
});

test("a shape is said by its kind and its words", () => {
  const hand = new TestHand().box("a", [0, 0], { text: "Sketch\n ideas" }).box("b", [0, 0]);
  expect(hand.shapes.map(inWords)).toEqual(["Rectangle: Sketch ideas", "Rectangle"]);
});

test("a selection is said in a sentence", () => {
  const hand = new TestHand().box("a", [0, 0], { text: "Decide" }).box("b", [0, 0]);
  expect(selectionInWords([])).toBe("Nothing selected");
  expect(selectionInWords(hand.shapes.slice(0, 1))).toBe("Rectangle: Decide, selected");
  expect(selectionInWords(hand.shapes)).toBe("2 shapes selected");
});
