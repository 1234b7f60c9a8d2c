import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { readClientFrame } from "../../shared/wire/frames.ts";
import { Join } from "./join.ts";

const NOTHING = new Uint8Array([0, 0]);

/** A page's end of a connection: what it asked, in words. */
class Page {
  readonly doc = new Y.Doc();
  readonly noted: string[] = [];
  readonly join: Join;
  asked: string[] = [];

  constructor({ hasCopy = false } = {}) {
    const send = (data: Uint8Array | string): boolean => {
      if (typeof data === "string") this.asked.push(data);
      else this.asked.push(readClientFrame(data)?.kind ?? "unknown");
      return true;
    };
    const keeper = hasCopy ? { notePosition: (at: string) => void this.noted.push(at) } : null;
    this.join = new Join(this.doc, { send }, keeper);
  }

  /** Loses its connection and makes another. The questions that it then asks. */
  comesBack(): string[] {
    this.join.end();
    this.asked = [];
    this.join.begin();
    return this.asked;
  }

  get text(): string {
    return this.doc.getText("text").toString();
  }
}

/** The updates of a document into which these words were written. */
function written(...words: string[]): { doc: Y.Doc; updates: Uint8Array[] } {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (const word of words) doc.getText("text").insert(doc.getText("text").length, word);
  return { doc, updates };
}

const RESUME = '{"type":"resume","at":"place"}';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("R79: a page offers the position that it was told, right before step 1, and keeps it with its copy", () => {
  const page = new Page({ hasCopy: true });
  page.join.copyIsRead(null);
  expect(page.comesBack()).toEqual(["step1"]);
  expect(page.join.completes(NOTHING)).toBe(true);
  page.join.isAt("place");
  expect(page.noted).toEqual(["place"]);
  expect(page.comesBack()).toEqual([RESUME, "step1"]);
});

test("R79: a page that is being told what there is does not take a position for its own", () => {
  const page = new Page({ hasCopy: true });
  page.join.copyIsRead(null);
  page.comesBack();
  page.join.isAt("place");
  expect(page.noted).toEqual([]);
  expect(page.comesBack()).toEqual(["step1"]);
});

test("R79: a page waits for its copy before it asks, but not for ever", () => {
  const page = new Page({ hasCopy: true });
  expect(page.comesBack()).toEqual([]);
  page.join.copyIsRead("place");
  expect(page.asked).toEqual([RESUME, "step1"]);

  const denied = new Page({ hasCopy: true });
  expect(denied.comesBack()).toEqual([]);
  vi.advanceTimersByTime(2_000);
  expect(denied.asked).toEqual(["step1"]);
  denied.join.copyIsRead("place");
  expect(denied.asked).toEqual(["step1"]);
});

test("R79: the position that the room has told is newer than what the copy says", () => {
  const page = new Page({ hasCopy: true });
  page.comesBack();
  vi.advanceTimersByTime(2_000);
  page.join.completes(NOTHING);
  page.join.isAt("place");
  page.join.copyIsRead("older");
  expect(page.noted).toEqual(["place", "place"]);
  expect(page.comesBack()).toEqual([RESUME, "step1"]);
});

test("R79: a page that lacks what its position promised asks again for everything", () => {
  const page = new Page({ hasCopy: true });
  page.join.copyIsRead("place");
  page.comesBack();
  const { doc, updates } = written("one ", "two ");
  page.join.hears(Y.encodeStateVector(doc));
  page.join.takes(updates[1] ?? NOTHING);
  page.asked = [];
  expect(page.join.completes(NOTHING)).toBe(false);
  expect(page.asked).toEqual(["step1"]);
  page.join.isAt("too early");
  expect(page.join.completes(Y.encodeStateAsUpdate(doc))).toBe(true);
  expect(page.text).toBe("one two ");
  page.join.isAt("place");
  expect(page.noted).toEqual(["place"]);
});

test("R79: a page with a gap in what it was sent keeps no position", () => {
  const page = new Page({ hasCopy: true });
  page.join.copyIsRead(null);
  page.comesBack();
  page.join.completes(NOTHING);
  page.join.takes(written("one ", "two ").updates[1] ?? NOTHING);
  page.join.isAt("place");
  expect(page.noted).toEqual([]);
  expect(page.comesBack()).toEqual(["step1"]);
});

test("R79: a page that could not take in what it was sent forgets its position", () => {
  const page = new Page();
  page.comesBack();
  page.join.completes(NOTHING);
  page.join.isAt("place");
  expect(() => page.join.takes(new Uint8Array([1, 1, 1]))).toThrow();
  expect(page.comesBack()).toEqual(["step1"]);
});
