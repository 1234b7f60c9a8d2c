import { expect, test } from "vitest";
import type { MachineReport } from "../../shared/machine.ts";
import { MachineLink } from "./machine-link.ts";

function linked() {
  const world = {
    report: { isDiskLow: false, descriptors: null } as MachineReport,
    sent: [] as MachineReport[],
    said: [] as string[],
    isDown: false,
  };
  const link = new MachineLink({
    measure: () => world.report,
    send: async (report) => {
      if (world.isDown) throw new Error("nobody listens");
      world.sent.push(report);
    },
    say: (line) => world.said.push(line),
  });
  return { world, link };
}

test("R132: a runtime that has just started is told at once, and what changes with the next look", async () => {
  const { world, link } = linked();
  await link.start();
  link.stop();
  expect(world.sent).toHaveLength(1);
  await link.look();
  expect(world.sent).toHaveLength(1);
  world.report = { isDiskLow: true, descriptors: null };
  await link.look();
  expect(world.sent.at(-1)).toEqual({ isDiskLow: true, descriptors: null });
});

test("R133: descriptors are told with each look once many are taken", async () => {
  const { world, link } = linked();
  world.report = { isDiskLow: false, descriptors: { used: 10, limit: 100 } };
  await link.look();
  await link.look();
  expect(world.sent).toHaveLength(1);
  world.report = { isDiskLow: false, descriptors: { used: 41, limit: 100 } };
  await link.look();
  await link.look();
  expect(world.sent).toHaveLength(3);
});

test("R132: a report that does not arrive is told once, and sent again", async () => {
  const { world, link } = linked();
  world.isDown = true;
  await link.look();
  await link.look();
  expect(world.said).toEqual(["the runtime did not take a report (nobody listens)."]);
  world.isDown = false;
  await link.look();
  expect(world.sent).toHaveLength(1);
});
