/** Tests of the schemas of frames about comments. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseAnyRoomEvent } from "../wire/any-room-event.ts";
import { parseClientEvent } from "../wire/client-events.ts";
import { parseRoomEvent } from "../wire/events.ts";
import { parseCommentNews } from "./events.ts";

const start = {
  type: "comment.start",
  key: "key-00000001",
  by: { name: "Mina", color: "#2f7d4f" },
  pin: { at: [1, 2], anchor: { shape: "a", at: [0.5, 1] } },
  text: "hi @Jonas",
  mentions: [{ id: "jonas", name: "Jonas" }],
};

test("R364: an act is read with its text trimmed and nothing else beside it", () => {
  const by = { ...start.by, verified: true, id: "somebody else" };
  const event = { ...start, text: " hi @Jonas\n", by, extra: 1 };
  expect(parseClientEvent(JSON.stringify(event))).toEqual(start);
});

test.each([
  ["with a reaction that is none", { type: "comment.react", of: start.key, name: "dot", on: true }],
  [
    "with a reaction of the prototype",
    { type: "comment.react", of: start.key, name: "constructor", on: true },
  ],
  ["without a thread", { type: "comment.reply", thread: "" }],
  ["that resolves perhaps", { type: "comment.resolve", thread: start.key, resolved: 1 }],
  ["with a mention by white space", { mentions: [{ id: "a\tb", name: "A" }] }],
  ["of a later version", { type: "comment.dance" }],
])("R364: an act %s is not read", (_, change) => {
  expect(parseClientEvent(JSON.stringify({ ...start, ...change }))).toBe(null);
});

test("R365: news of comments is read by those who know comments alone", () => {
  const news = { type: "comment.changes", threads: [], comments: [], at: 3 };
  const text = JSON.stringify(news);
  expect(parseCommentNews(text)).toEqual(news);
  expect(parseAnyRoomEvent(text)).toEqual(news);
  expect(parseRoomEvent(text)).toBe(null);
});

test("R364: no text makes a reader of comments throw", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(parseCommentNews(text)).toBe(null);
    }),
    { numRuns: 1_000 },
  );
});
