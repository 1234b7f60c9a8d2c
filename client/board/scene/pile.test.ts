import fc from "fast-check";
import { expect, it } from "vitest";
import { compareOrder } from "../../../shared/board/order.ts";
import { Pile } from "./pile.ts";

interface Card {
  shape: { id: string; z: string };
  rank: number;
}

const card = (id: string, z: string): Card => ({ shape: { id, z }, rank: 0 });

const steps = fc.array(
  fc.record({
    /** Cards that come, or change their height, or go when they have none. */
    cards: fc.dictionary(
      fc.integer({ min: 0, max: 40 }).map(String),
      fc.option(fc.constantFrom("a0", "a1", "a1V", "a2", "a5")),
      { maxKeys: 6 },
    ),
    /** So many more that come at the same time. */
    crowd: fc.constantFrom(0, 0, 0, 100),
  }),
  { maxLength: 12 },
);

it("R190: a pile is sorted and numbered upwards after any change", () => {
  fc.assert(
    fc.property(steps, (sequence) => {
      const pile = new Pile<Card>();
      const all = new Map<string, Card>();
      for (const [turn, { cards, crowd }] of sequence.entries()) {
        const gone: Card[] = [];
        const come: Card[] = [];
        for (const [id, z] of Object.entries(cards)) {
          const before = all.get(id);
          if (before !== undefined) gone.push(before);
          if (z === null) all.delete(id);
          else if (before === undefined) all.set(id, card(id, z));
          // An entry that stays the same object while its height changes, as in the scene.
          else before.shape = { id, z };
          const now = all.get(id);
          if (now !== undefined) come.push(now);
        }
        for (let index = 0; index < crowd; index++) {
          const one = card(`crowd ${turn} ${index}`, index % 2 === 0 ? "a1" : "a3");
          all.set(one.shape.id, one);
          come.push(one);
        }
        pile.change(gone, come);
        const sorted = [...all.values()].sort((a, b) => compareOrder(a.shape, b.shape));
        expect(pile.all).toEqual(sorted);
        expect(pile.size).toBe(sorted.length);
        expect(pile.top).toBe(sorted.at(-1));
        for (let at = 1; at < sorted.length; at++) {
          expect(sorted[at]?.rank).toBeGreaterThan(sorted[at - 1]?.rank ?? Infinity);
        }
      }
    }),
  );
});

it("R190: any number of entries find room at one place", () => {
  const pile = new Pile<Card>();
  pile.change([], [card("bottom", "a0"), card("top", "z0")]);
  for (let index = 0; index < 300; index++) {
    pile.change([], [card(String(index).padStart(3, "0"), index % 2 === 0 ? "b0" : "b1")]);
  }
  const ranks = pile.all.map(({ rank }) => rank);
  expect(new Set(ranks).size).toBe(302);
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
});
