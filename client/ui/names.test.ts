import fc from "fast-check";
import { expect, test } from "vitest";
import { KnownNames, nameKey, plainName, taggedName, tagsOf } from "./names.ts";

test.each([
  ["Mina", "mina"],
  ["Mina", "MÍNA"],
  ["Mina", " M i n a "],
  ["Mina", "Мinа"],
  ["Mina", "Ｍｉｎａ"],
  ["Mina", "Mina ✔"],
  ["Mina", "Mina (abc)"],
  ["Mina", "M1na"],
  ["paypal", "раураӏ"],
])("%j and %j look alike", (one, other) => {
  expect(nameKey(one)).toBe(nameKey(other));
});

test.each([
  ["Mina", "Nina"],
  ["Jonas", "Joana"],
  ["山田", "山口"],
  ["🦊", "🐻"],
])("%j and %j do not", (one, other) => {
  expect(nameKey(one)).not.toBe(nameKey(other));
});

test("a name that one person has stands alone; of two people of one name each has a tag of their own", () => {
  const mina = { id: "abcdefgh", name: "Mina" };
  const copy = { id: "abcxyz12", name: "Мina" };
  const jonas = { id: "jonas123", name: "Jonas" };
  const tags = tagsOf([mina, copy, jonas, { ...mina }]);
  expect(taggedName(tags, jonas.id, jonas.name)).toBe("Jonas");
  expect(taggedName(tags, mina.id, mina.name)).toBe("Mina (abcd)");
  expect(taggedName(tags, copy.id, copy.name)).toBe("Мina (abcx)");
});

test("whatever the ids, no two people of one name have one tag, and none depends on the order", () => {
  const ids = fc.uniqueArray(fc.stringMatching(/^[ab]{8}$/), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(ids, (all) => {
      const people = all.map((id) => ({ id, name: "Mina" }));
      const tags = tagsOf(people);
      const shown = people.map(({ id, name }) => tags.tagOf(id, name));
      expect(new Set(shown).size).toBe(people.length);
      const back = tagsOf(people.toReversed());
      expect(people.map(({ id, name }) => back.tagOf(id, name))).toEqual(shown);
    }),
  );
});

test("nobody else is called as the page calls me", () => {
  const tags = tagsOf([{ id: "eve12345", name: "You" }]);
  expect(taggedName(tags, "eve12345", "You")).toBe("You (eve)");
  expect(taggedName(tags, "eve12345", "Yоu")).toBe("Yоu (eve)");
});

test("a mark like that of a verified name is not shown in a name", () => {
  expect(plainName("Mina ✅")).toBe("Mina");
  expect(plainName("✔️")).toBe("Guest");
  expect(plainName("Mina & Jonas")).toBe("Mina & Jonas");
});

test("a source that says the same again is no news", () => {
  const names = new KnownNames();
  let news = 0;
  names.tags.subscribe(() => (news += 1));
  names.set("here", [{ id: "one12345", name: "Mina" }]);
  names.set("here", [{ id: "one12345", name: "Mina" }]);
  names.set("chat", [{ id: "two12345", name: "mina" }]);
  expect(news).toBe(2);
  expect(names.tags.get().tagOf("one12345", "Mina")).toBe("one");
});
