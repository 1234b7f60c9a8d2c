/** Tests of the images of a room before the code that decodes them is there. */
import { afterEach, expect, test, vi } from "vitest";
import type { AssetId } from "../../../shared/assets.ts";
import type { AssetChannel } from "../../sync/channel.ts";
import { roomImages } from "./room-images.ts";

const ASSET = "a".repeat(43) as AssetId;
const place = { xy: [10, 20], size: [100, 50], angle: 0, opacity: 1 } as const;

afterEach(() => vi.unstubAllGlobals());

test("R266: an image that is seen before its code is there comes by itself, and its place is told", async () => {
  const bitmap = { width: 100, height: 50, close: () => undefined };
  vi.stubGlobal("createImageBitmap", async () => bitmap);
  vi.stubGlobal("addEventListener", () => undefined);
  vi.stubGlobal("removeEventListener", () => undefined);
  const load = vi.fn<AssetChannel["load"]>(async () => ({ ok: true, value: new Blob(["x"]) }));
  const images = roomImages({ load, store: () => Promise.reject(new Error("nothing is stored")) });
  const told = vi.fn<(boxes: readonly unknown[]) => void>();
  images.source.subscribe(told);
  expect(load).not.toHaveBeenCalled();
  const ask = () => images.source.get(ASSET, [100, 50], 100, place);
  expect([ask(), ask()]).toEqual(["loading", "loading"]);
  await expect.poll(() => told.mock.calls.length).toBeGreaterThan(0);
  expect(told.mock.calls[0]?.[0]).toEqual([{ minX: 10, minY: 20, maxX: 110, maxY: 70 }]);
  expect(load).toHaveBeenCalledTimes(1);
  expect(ask()).toBe(bitmap);
  images.destroy();
});
