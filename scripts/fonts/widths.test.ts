import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { cssFont } from "../../shared/board/draw/measure.ts";
import { ShippedMetrics } from "../../shared/fonts/metrics.ts";
import { widthsFile } from "./widths-file.ts";

test("R335: the widths of letters without a browser are those of the shipped fonts", async () => {
  const path = fileURLToPath(new URL("../../shared/fonts/widths.ts", import.meta.url));
  expect(await readFile(path, "utf8")).toBe(await widthsFile());
  const metrics = new ShippedMetrics();
  metrics.font = cssFont("sans", 100);
  // As Chromium measures it, kerning included.
  expect(metrics.measureText("Hello, world").width).toBeGreaterThan(560);
  expect(metrics.measureText("Hello, world").width).toBeLessThan(610);
  expect(metrics.measureText("漢字").width).toBe(200);
  expect(metrics.measureText("e\u0301").width).toBe(metrics.measureText("e").width);
});
