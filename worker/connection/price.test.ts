/** Tests of the prices of frames. */
import { afterEach, expect, test, vi } from "vitest";
import { step1Frame, updateFrame } from "../../shared/wire/frames.ts";
import { MAX_PRICED, PRICE } from "../limits.ts";
import { TestRoom } from "../testing/test-room.ts";
import { CpuBudget } from "./cpu-budget.ts";
import { isPriced, priceOfBytes, priceOfEffort } from "./price.ts";

afterEach(() => void vi.restoreAllMocks());

test("R112: small updates cost their price; everything else is timed", () => {
  expect(isPriced(updateFrame(new Uint8Array(100)))).toBe(true);
  expect(isPriced(updateFrame(new Uint8Array(MAX_PRICED)))).toBe(false);
  expect(isPriced(step1Frame(new Uint8Array([0])))).toBe(false);
  expect(isPriced(new Uint8Array())).toBe(false);
  expect(isPriced("text")).toBe(false);
});

test("R112: the price of a frame grows with its bytes, its parts and the steps to place them", () => {
  expect(priceOfBytes(2_000)).toBeGreaterThan(priceOfBytes(1_000));
  expect(priceOfEffort(1_000, 0)).toBeCloseTo(1_000 * PRICE.partMs);
  expect(priceOfEffort(0, 1_000)).toBeCloseTo(1_000 * PRICE.stepMs);
});

test("R112: where clocks stand still, frames are charged with their price, large ones by what is in them", async () => {
  const charged = vi.spyOn(CpuBudget.prototype, "charge");
  vi.spyOn(performance, "now").mockReturnValue(1_000);
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  const total = () => charged.mock.calls.reduce((sum, [, ms]) => sum + ms, 0);
  mina.types("Hello");
  await jonas.has("Hello");
  expect(total()).toBeGreaterThanOrEqual(PRICE.frameMs);
  const before = total();
  // Each letter is put before the one before, so that each is a struct of its own.
  mina.doc.transact(() => {
    for (let letter = 0; letter < 20_000; letter++) mina.doc.getText("text").insert(0, "x");
  });
  await jonas.has(`${"x".repeat(20_000)}Hello`);
  expect(total() - before).toBeGreaterThan(10_000 * PRICE.partMs);
});
