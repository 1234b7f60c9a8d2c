import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanName } from "../../shared/names.ts";
import { HUES } from "../ui/hues.ts";
import { keepIn } from "../ui/storage.ts";
import { words } from "../words/words.ts";
import { guestSecret, keepIdentity, newIdentity, presenceUser } from "./identity.ts";

/** A browser that keeps what it is given, and starts with `entries`. */
function browser(entries: Record<string, string> = {}) {
  const map = new Map(Object.entries(entries));
  return keepIn(() => ({
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  }));
}

describe("my identity", () => {
  test("a newcomer gets a name of two words and one of the twelve hues", () => {
    const { name, color } = keepIdentity(browser()).identity.get();
    expect(name).toMatch(/^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$/u);
    expect(HUES.map((hue) => hue.pointer)).toContain(color);
  });

  test("I am the same when I come back", () => {
    const kept = browser();
    const first = keepIdentity(kept).identity.get();
    expect(keepIdentity(kept).identity.get()).toEqual(first);
  });

  test("a name and a colour that I choose are kept", () => {
    const kept = browser();
    const mine = keepIdentity(kept);
    mine.change({ name: "  Mina   R. " });
    mine.change({ color: "#207f4a" });
    expect(mine.identity.get()).toEqual({ name: "Mina R.", color: "#207f4a" });
    expect(keepIdentity(kept).identity.get()).toEqual({ name: "Mina R.", color: "#207f4a" });
  });

  test("a colour that chance gave me makes way for one that is taken; one that I chose does not", () => {
    const kept = browser();
    const mine = keepIdentity(kept);
    const first = mine.identity.get().color;
    mine.standApart(["#000000"]);
    expect(mine.identity.get().color).toBe(first);
    const others = HUES.map((hue) => hue.pointer).filter((color) => color !== "#207f4a");
    mine.standApart([first]);
    expect(mine.identity.get().color).not.toBe(first);
    mine.standApart(others);
    const chosen = mine.identity.get().color;
    expect(others).not.toContain(chosen);
    mine.change({ color: chosen });
    keepIdentity(kept).standApart([chosen]);
    expect(keepIdentity(kept).identity.get().color).toBe(chosen);
  });

  test("a blank name and a colour that is none are not taken", () => {
    const mine = keepIdentity(browser());
    const before = mine.identity.get();
    mine.change({ name: " \u202e\n " });
    mine.change({ color: "red; background: url(x)" });
    expect(mine.identity.get()).toEqual(before);
  });

  test("a value that somebody else left in the storage is not believed", () => {
    const kept = browser({ "stoa.identity": '{"name":7}', "stoa.guest": '"short"' });
    expect(keepIdentity(kept).identity.get().name).not.toBe("");
    expect(guestSecret(kept)).toHaveLength(43);
  });

  test("the secret has 32 bytes, stays, and is another in another browser", () => {
    const kept = browser();
    const secret = guestSecret(kept);
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(guestSecret(kept)).toBe(secret);
    expect(guestSecret(browser())).not.toBe(secret);
  });

  test("others are told my name, my colour and a light tone of it", () => {
    const user = presenceUser({ name: "Mina", color: "#207f4a" });
    expect(user).toEqual({ name: "Mina", color: "#207f4a", colorLight: "#207f4a33" });
  });
});

describe("names", () => {
  test("there are enough that two guests rarely share one", () => {
    expect(new Set(words.guests.qualities.split(" ")).size).toBeGreaterThanOrEqual(40);
    expect(new Set(words.guests.animals.split(" ")).size).toBeGreaterThanOrEqual(40);
  });

  test("every name that chance can give fits its limit", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (chance) => {
        const { name } = newIdentity(() => chance);
        expect(name).toBe(cleanName(name));
      }),
    );
  });
});
