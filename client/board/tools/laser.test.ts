import { expect, test } from "vitest";
import { followLasers } from "../overlay/laser.ts";
import { trailsOf } from "../overlay/laser-trails.ts";
import { TestHand } from "../test-hand.ts";

test("R202: a drag with the laser is told piece by piece, and stored nowhere", () => {
  const hand = new TestHand();
  expect(hand.key("k")).toBe(true);
  hand.drag([100, 100], [200, 100]);
  expect(hand.channel.sent).toEqual([
    { kind: "laser", begins: true, places: [[100, 100]] },
    { kind: "laser", begins: false, places: [[150, 100]] },
    { kind: "laser", begins: false, places: [[200, 100]] },
  ]);
  expect(trailsOf(hand.editor).isShown.get()).toBe(true);
  expect(hand.updates).toBe(0);
  expect(hand.editor.hand.tool.get()).toBe("laser");
});

test("R202: a viewer has the laser", () => {
  const hand = new TestHand();
  hand.editor.readOnly.set(true);
  hand.key("k");
  hand.drag([100, 100], [200, 100]);
  expect(hand.channel.sent).toHaveLength(3);
});

test("R202: the laser of somebody who is here is shown in their colour, and nobody else's", () => {
  const hand = new TestHand();
  hand.editor.people.colorOf = (client) => (client === 7 ? "#326ad9" : null);
  const stop = followLasers(hand.editor);
  hand.channel.arrive(8, { kind: "laser", begins: true, places: [[1, 1]] });
  expect(trailsOf(hand.editor).isShown.get()).toBe(false);
  hand.channel.arrive(7, { kind: "laser", begins: true, places: [[1, 1]] });
  expect(trailsOf(hand.editor).at(performance.now())).toMatchObject([{ color: "#326ad9" }]);
  stop();
});
