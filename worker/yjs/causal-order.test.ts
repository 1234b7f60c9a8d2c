/** Tests of causal order. */
import { expect, test } from "vitest";
import { forged } from "../../testkit/forged-updates.ts";
import { visitingInOrder } from "./causal-order.ts";
import { decodeStored } from "./decode.ts";

/** Letters of two clients, each of which was typed behind the other's last one. */
function inTurns(letters: number): Uint8Array {
  return forged(
    Array.from({ length: letters }, (_, at) => ({
      id: [at % 2, Math.floor(at / 2)] as const,
      ...(at === 0
        ? { parent: "text" }
        : { left: [(at + 1) % 2, Math.floor((at - 1) / 2)] as const }),
      text: "x",
    })),
  );
}

test("R110: the structs of clients that wait for one another at each step are visited in turns, too", () => {
  const letters = 20_000;
  let visited = 0;
  let sincePause = 0;
  let longest = 0;
  const work = visitingInOrder([decodeStored(inTurns(letters))], () => {
    visited += 1;
    longest = Math.max(longest, ++sincePause);
  });
  let result = work.next();
  for (; result.done !== true; result = work.next()) sincePause = 0;
  expect([result.value, visited]).toEqual([true, letters]);
  expect(longest).toBeLessThanOrEqual(letters / 4);
});
