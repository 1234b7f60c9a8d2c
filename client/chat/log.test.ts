import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Message } from "../../shared/chat/message.ts";
import {
  addMessage,
  addPage,
  addPending,
  type ChatLog,
  dropPending,
  EMPTY_LOG,
  earlierThan,
  gapBefore,
  newestSeq,
  refusePending,
  unreadAfter,
} from "./log.ts";

function message(seq: number, by = "mina"): Message {
  const author = { id: by, name: by, color: "#207f4a" };
  return {
    seq,
    key: `key-${String(seq).padStart(8, "0")}`,
    at: seq * 1000,
    by: author,
    text: `${seq}`,
  };
}

const range = (from: number, to: number): Message[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => message(from + at));

/** The room's answer for messages 1 … `last`, in pages of `limit`. */
function page(last: number, limit: number, before?: number) {
  const end = Math.min(last, (before ?? last + 1) - 1);
  const start = Math.max(1, end - limit + 1);
  const base = { type: "chat.page" as const, messages: range(start, end), more: start > 1 };
  return before === undefined ? base : { ...base, before };
}

const seqs = (log: ChatLog): number[] => log.messages.map((entry) => entry.seq);
const draft = (seq: number) => ({ key: message(seq).key, text: `${seq}`, at: 0, refused: null });

type ChatEvent =
  | { kind: "message"; seq: number }
  | { kind: "page"; limit: number; before: number }
  | { kind: "newest"; limit: number };

describe("the chat's log", () => {
  test("messages stand in the room's order, whatever order they come in", () => {
    const log = [3, 1, 2].reduce((known, seq) => addMessage(known, message(seq)), EMPTY_LOG);
    expect(seqs(log)).toEqual([1, 2, 3]);
  });

  test("any order and any repetition of the same events gives the same log", () => {
    const events: fc.Arbitrary<ChatEvent[]> = fc.array(
      fc.oneof(
        fc.integer({ min: 1, max: 40 }).map((seq) => ({ kind: "message" as const, seq })),
        fc
          .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 41 }))
          .map(([limit, before]) => ({ kind: "page" as const, limit, before })),
        fc.integer({ min: 1, max: 12 }).map((limit) => ({ kind: "newest" as const, limit })),
      ),
      { minLength: 1, maxLength: 20 },
    );
    const take = (log: ChatLog, event: ChatEvent): ChatLog => {
      if (event.kind === "message") return addMessage(log, message(event.seq));
      if (event.kind === "page") return addPage(log, page(40, event.limit, event.before));
      return addPage(log, page(40, event.limit));
    };
    fc.assert(
      fc.property(
        events.chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray([...list, ...list], { minLength: 2 * list.length }),
          ),
        ),
        ([once, again]) => {
          expect(again.reduce(take, EMPTY_LOG)).toEqual(once.reduce(take, EMPTY_LOG));
        },
      ),
    );
  });

  test("asking for gaps, then for what is earlier, ends with every message exactly once", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 10 }),
        fc.integer({ min: 1, max: 9 }),
        (live, limit) => {
          let log = live.reduce((known, seq) => addMessage(known, message(seq)), EMPTY_LOG);
          log = addPage(log, page(60, limit));
          for (let asked = 0; asked < 200; asked++) {
            const before = gapBefore(log) ?? earlierThan(log);
            if (before === null) break;
            log = addPage(log, page(60, limit, before));
          }
          expect(seqs(log)).toEqual(range(1, 60).map((entry) => entry.seq));
          expect(log.known).toEqual([{ from: 0, to: 60 }]);
        },
      ),
    );
  });

  test("after a time away the newest page shows the gap, and pages close it", () => {
    let log = addPage(EMPTY_LOG, page(50, 10));
    expect(gapBefore(log)).toBeNull();
    log = addPage(log, page(80, 10));
    expect(gapBefore(log)).toBe(71);
    log = addPage(log, page(80, 10, 71));
    log = addPage(log, page(80, 10, 61));
    expect(gapBefore(log)).toBeNull();
    expect(seqs(log)).toEqual(range(41, 80).map((entry) => entry.seq));
  });

  test("an empty room has nothing earlier", () => {
    const log = addPage(EMPTY_LOG, page(0, 10));
    expect(earlierThan(log)).toBeNull();
    expect(gapBefore(addMessage(log, message(1)))).toBeNull();
  });

  test("before the first page nothing is asked for", () => {
    expect(earlierThan(EMPTY_LOG)).toBeNull();
    expect(gapBefore(EMPTY_LOG)).toBeNull();
  });
});

describe("my own messages", () => {
  test("a message that I send is there at once, and once when the room confirms it", () => {
    let log = addPending(EMPTY_LOG, draft(1));
    expect(log.pending).toHaveLength(1);
    log = addMessage(log, message(1, "me"));
    expect(log.pending).toEqual([]);
    expect(seqs(log)).toEqual([1]);
  });

  test("a page is a receipt, too: it came while I was away", () => {
    const log = addPage(addPending(EMPTY_LOG, draft(3)), page(5, 10));
    expect(log.pending).toEqual([]);
  });

  test("a confirmation that arrives twice, or before the message is noted, leaves one", () => {
    let log = addMessage(EMPTY_LOG, message(1));
    log = addPending(log, draft(1));
    log = addMessage(log, message(1));
    expect(log.pending).toEqual([]);
    expect(seqs(log)).toEqual([1]);
  });

  test("one that the room refuses says so until it is tried again or dropped", () => {
    let log = refusePending(addPending(EMPTY_LOG, draft(1)), draft(1).key, "no-access");
    expect(log.pending[0]?.refused).toBe("no-access");
    log = refusePending(log, draft(1).key, null);
    expect(log.pending[0]?.refused).toBeNull();
    expect(dropPending(log, draft(1).key).pending).toEqual([]);
  });
});

describe("unread messages", () => {
  test("count those of others after the last one read", () => {
    const log = [message(1), message(2), message(3, "me"), message(4)].reduce(
      addMessage,
      EMPTY_LOG,
    );
    expect(unreadAfter(log, 1, "me")).toBe(2);
    expect(unreadAfter(log, 4, "me")).toBe(0);
    expect(newestSeq(log)).toBe(4);
  });
});
