import { expect, test } from "vitest";
import { readEmbedOptions } from "./view.ts";

test.each([
  ["", { view: "split", theme: "system" }],
  ["?view=board", { view: "board", theme: "system" }],
  ["?view=chat&theme=dark", { view: "chat", theme: "dark" }],
  ["?view=split&theme=auto", { view: "split", theme: "system" }],
  ["?view=<script>&theme=7", { view: "split", theme: "system" }],
  ["?lang=de", { view: "split", theme: "system", language: "de" }],
  ["?lang=pt-BR", { view: "split", theme: "system", language: "pt-BR" }],
  ["?lang=../x", { view: "split", theme: "system" }],
])("the embed's address %j asks for %j", (query, options) => {
  expect(readEmbedOptions(query)).toEqual({ language: null, ...options });
});
