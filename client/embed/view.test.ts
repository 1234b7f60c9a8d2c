import { expect, test } from "vitest";
import { readEmbedOptions } from "./view.ts";

test.each([
  ["", { view: "split", theme: "system" }],
  ["?view=board", { view: "board", theme: "system" }],
  ["?view=chat&theme=dark", { view: "chat", theme: "dark" }],
  ["?view=split&theme=auto", { view: "split", theme: "system" }],
  ["?view=<script>&theme=7", { view: "split", theme: "system" }],
])("the embed's address %j asks for %j", (query, options) => {
  expect(readEmbedOptions(query)).toEqual(options);
});
