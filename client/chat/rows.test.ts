import { describe, expect, test } from "vitest";
import type { Message } from "../../shared/chat/message.ts";
import { addMessage, addPending, EMPTY_LOG } from "./log.ts";
import { rowsOf } from "./rows.ts";

const NOON = new Date("2026-11-20T12:00:00").getTime();

function message(seq: number, minutes: number, by = "mina"): Message {
  const author = { id: by, name: by, color: "#207f4a" };
  return { seq, key: `key-${seq}-key`, at: NOON + minutes * 60_000, by: author, text: `${seq}` };
}

const rowsFor = (messages: Message[], readUpTo = 0) =>
  rowsOf(messages.reduce(addMessage, EMPTY_LOG), "me", readUpTo).filter(
    (row) => row.kind === "sent",
  );

describe("the list of messages", () => {
  test("messages of one person in a row stand under one name, for five minutes", () => {
    const rows = rowsFor([
      message(1, 0),
      message(2, 4),
      message(3, 10),
      message(4, 11, "jonas"),
      message(5, 12),
    ]);
    expect(rows.map((row) => row.follows)).toEqual([false, true, false, false, false]);
  });

  test("the first message of a day has the day above it, and its author's name", () => {
    const rows = rowsFor([message(1, 11 * 60 + 59), message(2, 12 * 60 + 1)]);
    expect(rows.map((row) => row.newDay)).toEqual([true, true]);
    expect(rows[1]?.follows).toBe(false);
  });

  test("one line stands above the first unread message of somebody else", () => {
    const rows = rowsFor([message(1, 0), message(2, 1, "me"), message(3, 2), message(4, 3)], 1);
    expect(rows.map((row) => row.firstUnread)).toEqual([false, false, true, false]);
  });

  test("whoever has never read here sees no such line", () => {
    expect(rowsFor([message(1, 0), message(2, 1)]).some((row) => row.firstUnread)).toBe(false);
  });

  test("my own messages are marked, and those still to be sent come last", () => {
    const log = addPending([message(1, 0, "me"), message(2, 1)].reduce(addMessage, EMPTY_LOG), {
      key: "key-of-mine",
      text: "soon",
      at: 0,
      refused: null,
    });
    const rows = rowsOf(log, "me", 0);
    expect(rows.map((row) => row.kind)).toEqual(["sent", "sent", "pending"]);
    expect(rows.map((row) => row.kind === "sent" && row.mine)).toEqual([true, false, false]);
    expect(rows[2]?.follows).toBe(false);
  });
});
