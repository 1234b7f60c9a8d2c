import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { tagsOf } from "./names.ts";
import { PersonName } from "./person-name.tsx";

const people = [
  { id: "abcd1234", name: "Mina" },
  { id: "wxyz5678", name: "Мina ✓" },
];
const tags = tagsOf(people);

test("a verified name has a badge with a name of its own, and a copy of it has none", () => {
  const [real, copy] = people.map((person, index) =>
    renderToStaticMarkup(<PersonName {...person} verified={index === 0} tags={tags} />),
  );
  expect(real).toContain('aria-label="verified"');
  expect(real).toContain("(abc)");
  expect(copy).not.toContain("verified");
  expect(copy).not.toContain("✓");
  expect(copy).toContain("(wxy)");
});
