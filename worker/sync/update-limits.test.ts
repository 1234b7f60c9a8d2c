/** Tests of the limits on one update. */
import { expect, test } from "vitest";
import {
  MAX_CLIENTS,
  MAX_DOCUMENT,
  MAX_EMPTY_RUN,
  MAX_NEW_CLIENTS,
  MAX_NEW_CLIENTS_BROUGHT,
} from "../limits.ts";
import type { News } from "../yjs/classify.ts";
import { type Circumstances, checkLimits } from "./update-limits.ts";

const news: News = { clients: [1], unknown: 0, emptyRun: 0 };
const usual: Circumstances = {
  isAnswer: false,
  knownClients: 10,
  documentBytes: 1_000,
  updateBytes: 100,
};
const answer: Circumstances = { ...usual, isAnswer: true };
const brought = MAX_NEW_CLIENTS + 1;
const run = MAX_EMPTY_RUN + 1;

test.each<[name: string, verdict: string, news: News, circumstances: Circumstances]>([
  ["an edit is taken", "take", news, usual],
  ["many new clients at once are asked for", "ask", { ...news, unknown: brought }, usual],
  ["many new clients may come with the answer", "take", { ...news, unknown: brought }, answer],
  [
    "clients without end are refused",
    "bad-update",
    { ...news, unknown: MAX_NEW_CLIENTS_BROUGHT + 1 },
    answer,
  ],
  ["a clock that jumps is asked about", "ask", { ...news, emptyRun: run }, usual],
  ["a long deletion may come with the answer", "take", { ...news, emptyRun: run }, answer],
  ["a clock that jumps far is refused", "bad-update", { ...news, emptyRun: 2 ** 39 }, answer],
  [
    "a document that every client has written in gets no more",
    "document-full",
    { ...news, unknown: 1 },
    { ...usual, knownClients: MAX_CLIENTS },
  ],
])("R33: %s", (_, verdict, given, circumstances) => {
  expect(checkLimits(given, circumstances)).toBe(verdict);
});

test("R37: a full document takes deletions and nothing else", () => {
  const full = { ...usual, documentBytes: MAX_DOCUMENT };
  expect(checkLimits(news, full)).toBe("document-full");
  expect(checkLimits({ clients: [], unknown: 0, emptyRun: 0 }, full)).toBe("take");
});
