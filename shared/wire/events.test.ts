/** Tests of the schemas of text frames. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_MESSAGE, MAX_NAME, MAX_TITLE } from "../limits.ts";
import { parseClientEvent } from "./client-events.ts";
import { parseRoomEvent } from "./events.ts";

const send = {
  type: "chat.send",
  key: "key-00000001",
  text: "hi",
  by: { name: "Mina", color: "#2f7d4f" },
};

test("a message is read with its text trimmed and nothing else beside it", () => {
  const event = { ...send, text: "  hi \n", extra: 1 };
  expect(parseClientEvent(JSON.stringify(event))).toEqual(send);
});

test.each([
  ["blank", { text: " \n " }],
  ["too long", { text: "x".repeat(MAX_MESSAGE + 1) }],
  ["with a short key", { key: "short" }],
  ["with a key that is a path", { key: "../../../etc" }],
  ["with a colour that is a style", { by: { name: "Mina", color: "red;}" } }],
])("a message %s is not read", (_, change) => {
  expect(parseClientEvent(JSON.stringify({ ...send, ...change }))).toBe(null);
});

test.each([
  ["Mi\u200bna\u202e", "Mina"],
  ["\u0000\n", "Guest"],
  ["x".repeat(200), "x".repeat(MAX_NAME)],
])("R161: a message of %j is read as one of %j", (name, shown) => {
  const by = { name, color: "#2f7d4f" };
  expect(parseClientEvent(JSON.stringify({ ...send, by }))).toEqual({
    ...send,
    by: { ...by, name: shown },
  });
});

test("R161: a title is read without what hides or turns its letters", () => {
  const event = { type: "room.rename", title: "\u202eSpring\u200b  term" };
  expect(parseClientEvent(JSON.stringify(event))).toEqual({
    type: "room.rename",
    title: "Spring term",
  });
});

test("R161: nobody can say of themselves that a token vouches for their name", () => {
  const by = { ...send.by, verified: true, id: "somebody else" };
  expect(parseClientEvent(JSON.stringify({ ...send, by }))).toEqual(send);
});

test("a title is one line and not too long", () => {
  const rename = (title: string) =>
    parseClientEvent(JSON.stringify({ type: "room.rename", title }));
  expect(rename(" Spring ")).toEqual({ type: "room.rename", title: "Spring" });
  expect(rename("")).toEqual({ type: "room.rename", title: "" });
  expect(rename("two\nlines")).toBe(null);
  expect(rename("x".repeat(MAX_TITLE + 1))).toBe(null);
});

test("no text makes a reader throw, and only what is in the schema is read", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(parseClientEvent(text)).toBe(null);
      expect(parseRoomEvent(text)).toBe(null);
    }),
    { numRuns: 2_000 },
  );
});
