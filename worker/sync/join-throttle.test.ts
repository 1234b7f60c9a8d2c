/** Tests of the queue of joins, with simulated time. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LargeAnswers } from "../connection/send-budget.ts";
import {
  JOIN_BYTES,
  JOIN_INTERVAL_MS,
  JOIN_UNREAD_BYTES,
  LARGE_ANSWER,
  STALL_MS,
} from "../limits.ts";
import { type Joiner, JoinThrottle, type Question } from "./join-throttle.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A socket of a test. */
class Asker implements Joiner {
  isLetGo = false;

  evict(): void {
    this.isLetGo = true;
  }
}

/** Somebody's question; what it is answered with. */
function question(
  bytes: number,
  give: (whenRead: () => void) => void,
  build: () => void = () => undefined,
): Question {
  return {
    notBefore: 0,
    build: () => {
      build();
      return [new Uint8Array(bytes)];
    },
    give: (_, whenRead) => give(whenRead),
  };
}

/** So many people ask for a document of so many bytes; who has been answered, and how each shows to have read it. */
function asked(people: number, bytes: number) {
  const pace = new JoinThrottle(undefined, undefined, new LargeAnswers());
  const answered: number[] = [];
  const reads: (() => void)[] = [];
  const askers = Array.from({ length: people }, () => new Asker());
  for (const [person, asker] of askers.entries()) {
    const give = (whenRead: () => void): void => {
      answered.push(person);
      reads.push(whenRead);
    };
    pace.ask(asker, question(bytes, give));
  }
  return { answered, reads, askers, pace };
}

test("R3: twenty who join a large document at once are answered in turn, each of them once", () => {
  const { answered } = asked(20, JOIN_BYTES / 4);
  expect(answered).toEqual([0, 1, 2, 3]);
  vi.advanceTimersByTime(JOIN_INTERVAL_MS);
  expect(answered).toHaveLength(8);
  vi.advanceTimersByTime(3 * JOIN_INTERVAL_MS);
  expect(answered).toEqual(Array.from({ length: 20 }, (_, person) => person));
  vi.advanceTimersByTime(JOIN_INTERVAL_MS);
  expect(vi.getTimerCount()).toBe(0);
});

test("R3: whoever has read a large document lets the next one have it at once", () => {
  const { answered, reads } = asked(20, JOIN_BYTES / 4);
  for (let read = 0; read < 20; read++) {
    expect(answered).toHaveLength(Math.min(20, 4 + read));
    reads[read]?.();
  }
  expect(answered).toEqual(Array.from({ length: 20 }, (_, person) => person));
});

test("R3: a client that reads so late that others were answered meanwhile makes no room a second time", () => {
  const { answered, reads } = asked(20, JOIN_BYTES / 4);
  vi.advanceTimersByTime(JOIN_INTERVAL_MS);
  for (const read of reads.slice(0, 4)) read();
  expect(answered).toHaveLength(8);
});

test("R3: a client that joins a document larger than what is answered at once is answered all the same", () => {
  const { answered } = asked(2, JOIN_BYTES + 1);
  expect(answered).toEqual([0]);
  vi.advanceTimersByTime(10 * JOIN_INTERVAL_MS);
  expect(answered).toEqual([0, 1]);
});

test("R110: after a large answer, the next large one of any room waits, and a usual one does not", () => {
  const large = new LargeAnswers();
  const [one, other] = [0, 1].map(() => new JoinThrottle(undefined, undefined, large));
  const given: string[] = [];
  const asks = (pace: JoinThrottle | undefined, bytes: number, name: string): void => {
    pace?.ask(
      new Asker(),
      question(bytes, () => given.push(name)),
    );
  };
  asks(one, 15 * 2 ** 20, "first");
  asks(other, 15 * 2 ** 20, "second");
  expect(given).toEqual(["first"]);
  asks(new JoinThrottle(undefined, undefined, large), LARGE_ANSWER.free, "usual");
  expect(given).toEqual(["first", "usual"]);
  vi.advanceTimersByTime(10 * LARGE_ANSWER.pauseMsPerMiB - JOIN_INTERVAL_MS);
  expect(given).toEqual(["first", "usual"]);
  vi.advanceTimersByTime(2 * JOIN_INTERVAL_MS);
  expect(given).toEqual(["first", "usual", "second"]);
});

test("R111: questions that cannot be answered yet, since a large answer was just given, build nothing", () => {
  const { pace } = asked(1, JOIN_BYTES / 2);
  let built = 0;
  const asker = new Asker();
  for (let n = 0; n < 60; n++) {
    pace.ask(
      asker,
      question(
        JOIN_BYTES / 2,
        () => undefined,
        () => {
          built += 1;
        },
      ),
    );
  }
  expect(built).toBe(0);
  vi.advanceTimersByTime(10 * JOIN_INTERVAL_MS);
  expect(built).toBe(1);
});

test("R3: a client that joins a small document is answered at once, and keeps no room awake", () => {
  expect(asked(10, JOIN_BYTES / 1_000).answered).toHaveLength(10);
  expect(vi.getTimerCount()).toBe(0);
});

test("R111: a socket that asks sixty times has one answer on its way and one question waiting", () => {
  const pace = new JoinThrottle(undefined, undefined, new LargeAnswers());
  const asker = new Asker();
  let built = 0;
  const given: number[] = [];
  const reads: (() => void)[] = [];
  for (let n = 0; n < 60; n++) {
    pace.ask(
      asker,
      question(
        JOIN_BYTES / 2,
        (whenRead) => {
          given.push(n);
          reads.push(whenRead);
        },
        () => {
          built += 1;
        },
      ),
    );
  }
  vi.advanceTimersByTime(10 * JOIN_INTERVAL_MS);
  expect([given, built]).toEqual([[0], 1]);
  reads[0]?.();
  vi.advanceTimersByTime(JOIN_INTERVAL_MS);
  expect([given, built]).toEqual([[0, 59], 2]);
});

test("R111: a client that asks too often is answered later, and with the newest question", () => {
  const pace = new JoinThrottle(undefined, undefined, new LargeAnswers());
  const asker = new Asker();
  const given: string[] = [];
  const later = { ...question(1, () => given.push("later")), notBefore: Date.now() + 1_000 };
  pace.ask(asker, later);
  pace.ask(
    asker,
    question(1, () => given.push("newest")),
  );
  expect(given).toEqual([]);
  vi.advanceTimersByTime(1_000 + JOIN_INTERVAL_MS);
  expect(given).toEqual(["newest"]);
});

test("R111: the unread bytes of all are bounded, and a client that reads nothing makes room for one that waits", () => {
  const bytes = JOIN_BYTES / 2;
  const { answered, askers } = asked(40, bytes);
  const most = Math.floor(JOIN_UNREAD_BYTES / bytes);
  vi.advanceTimersByTime(STALL_MS / 2);
  expect(answered).toHaveLength(most);
  expect(askers.some(({ isLetGo }) => isLetGo)).toBe(false);
  vi.advanceTimersByTime(STALL_MS);
  expect(askers.filter(({ isLetGo }) => isLetGo)).toHaveLength(most);
});

test("R111: a client that has left is neither answered nor waited for", () => {
  const { answered, askers, pace } = asked(3, JOIN_BYTES);
  for (const asker of askers) pace.forget(asker);
  vi.advanceTimersByTime(3 * JOIN_INTERVAL_MS);
  expect(answered).toEqual([0]);
  expect(vi.getTimerCount()).toBe(0);
});

test("R134: a question whose answer cannot be put together is told, and keeps nobody else waiting", () => {
  const failed: unknown[] = [];
  const inTimer = (action: () => void): void => {
    try {
      action();
    } catch (error) {
      failed.push(error);
    }
  };
  const pace = new JoinThrottle(undefined, inTimer);
  const answered: string[] = [];
  const asks = (name: string, build?: () => void): void =>
    pace.ask(new Asker(), {
      ...question(8, () => answered.push(name), build),
      notBefore: Date.now() + JOIN_INTERVAL_MS,
    });
  const broken = new Error("A page cannot be read.");
  asks("Mina", () => {
    throw broken;
  });
  asks("Jonas");
  vi.advanceTimersByTime(3 * JOIN_INTERVAL_MS);
  expect(failed).toEqual([broken]);
  expect(answered).toEqual(["Jonas"]);
  expect(vi.getTimerCount()).toBe(0);
});
