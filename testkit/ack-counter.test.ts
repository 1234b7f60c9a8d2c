/** Tests of the count that clients of the testkit compare with the room's acks. */
import { expect, test } from "vitest";
import { AckCounter } from "./ack-counter.ts";

test("an ack covers what was sent up to it, and the answer to step 1 everything before it", () => {
  const acks = new AckCounter<string>();
  expect(acks.made("offline")).toBe(false);
  acks.answered();
  expect(acks.made("second")).toBe(true);
  expect(acks.made("third")).toBe(true);
  expect(acks.acknowledge(1)).toEqual(["offline"]);
  expect(acks.acknowledge(2)).toEqual(["second"]);
  acks.connectionLost();
  expect(() => acks.acknowledge(1)).toThrow(RangeError);
  acks.answered();
  expect(acks.acknowledge(1)).toEqual(["third"]);
  expect(acks.isEmpty).toBe(true);
  expect(() => acks.acknowledge(2)).toThrow("ack 2 of 1 frames");
});
