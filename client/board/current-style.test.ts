import { expect, test } from "vitest";
import { keepIn } from "../ui/storage.ts";
import { rememberedStyle } from "./current-style.ts";

function area() {
  const entries = new Map<string, string>();
  return {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  };
}

test("a style that was chosen is there on the next visit", () => {
  const browser = area();
  const style = rememberedStyle(keepIn(() => browser));
  style.set({ ...style.get(), stroke: "teal" });
  expect(rememberedStyle(keepIn(() => browser)).get().stroke).toBe("teal");
});

test("of a remembered style that is partly unreadable the rest is kept", () => {
  const browser = area();
  browser.setItem("stoa.style", JSON.stringify({ stroke: "teal", fill: "plaid", note: 7 }));
  const style = rememberedStyle(keepIn(() => browser)).get();
  expect(style).toMatchObject({ stroke: "teal", fill: "none", note: "yellow", width: "m" });
});
