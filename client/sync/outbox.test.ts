import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Outbox } from "./outbox.ts";

test("a change is saved when the frame that carried it is acknowledged, and not before", () => {
  const outbox = new Outbox();
  outbox.answer();
  expect(outbox.change()).toBe(true);
  expect(outbox.change()).toBe(true);
  expect(outbox.unsaved).toBe(2);
  outbox.acknowledge(1);
  expect(outbox.unsaved).toBe(2);
  outbox.acknowledge(2);
  expect(outbox.unsaved).toBe(1);
  outbox.acknowledge(3);
  expect(outbox.unsaved).toBe(0);
});

test("changes made without a connection wait for the next answer, which carries them all", () => {
  const outbox = new Outbox();
  expect(outbox.change()).toBe(false);
  expect(outbox.change()).toBe(false);
  outbox.acknowledge(5);
  expect(outbox.unsaved).toBe(2);
  outbox.answer();
  outbox.acknowledge(1);
  expect(outbox.unsaved).toBe(0);
});

test("an acknowledgement that is lost with the connection saves nothing", () => {
  const outbox = new Outbox();
  outbox.answer();
  outbox.change();
  outbox.disconnect();
  outbox.acknowledge(2);
  expect(outbox.unsaved).toBe(1);
});

test("changes kept from an earlier visit are counted until they are durable", () => {
  const outbox = new Outbox();
  outbox.recall(3);
  expect(outbox.unsaved).toBe(3);
  outbox.answer();
  outbox.acknowledge(1);
  expect(outbox.unsaved).toBe(0);
});

/** A room that stores every frame at once or loses it with the connection, and numbers them as the protocol says. */
test("R21: saved is never said of a change that the room does not have, whatever is lost when", () => {
  const step = fc.constantFrom("change", "deliver", "ack", "lose", "connect");
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const outbox = new Outbox();
      const made = new Set<number>();
      const stored = new Set<number>();
      let wire: number[][] = [];
      let received = 0;
      let connected = false;
      for (const [time, action] of steps.entries()) {
        if (action === "change") {
          made.add(time);
          if (outbox.change()) wire.push([time]);
        } else if (action === "deliver") {
          const frame = wire.shift();
          if (frame === undefined) continue;
          received += 1;
          for (const change of frame) stored.add(change);
        } else if (action === "ack" && connected) {
          outbox.acknowledge(received);
          const missing = [...made].filter((change) => !stored.has(change)).length;
          expect(outbox.unsaved).toBeGreaterThanOrEqual(missing);
        } else if (action === "lose") {
          connected = false;
          wire = [];
          outbox.disconnect();
        } else if (action === "connect" && !connected) {
          connected = true;
          received = 0;
          outbox.answer();
          wire = [[...made]];
        }
      }
    }),
    { numRuns: 1_000 },
  );
});
