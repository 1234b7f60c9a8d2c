import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { keepIn } from "./storage.ts";

const width = v.number();

function areaOf(entries: Record<string, string> = {}) {
  const map = new Map(Object.entries(entries));
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  };
}

describe("the values that the browser keeps", () => {
  test("a value that was written is read again, also by the next page", () => {
    const area = areaOf();
    keepIn(() => area).write("width", 320);
    expect(keepIn(() => area).read("width", width)).toBe(320);
  });

  test("a value of the wrong form, or no JSON at all, is as if it were not there", () => {
    const kept = keepIn(() => areaOf({ text: '"wide"', broken: "{" }));
    expect(kept.read("text", width)).toBeNull();
    expect(kept.read("broken", width)).toBeNull();
    expect(kept.read("missing", width)).toBeNull();
  });

  test("where looking at the storage throws, values live as long as the page", () => {
    const kept = keepIn(() => {
      throw new DOMException("denied", "SecurityError");
    });
    expect(kept.read("width", width)).toBeNull();
    kept.write("width", 320);
    expect(kept.read("width", width)).toBe(320);
    kept.remove("width");
    expect(kept.read("width", width)).toBeNull();
  });

  test("where there is no storage at all, values live as long as the page", () => {
    const kept = keepIn(() => null);
    kept.write("width", 320);
    expect(kept.read("width", width)).toBe(320);
  });

  test("a full storage keeps the newest value for this page, not the older one that it holds", () => {
    const area = areaOf({ width: "200" });
    const full = {
      ...area,
      setItem: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    };
    const kept = keepIn(() => full);
    kept.write("width", 320);
    expect(kept.read("width", width)).toBe(320);
  });
});
