import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { Connection, type Phase } from "./connection.ts";
import { type PageEvents, RoomEnd, standIn } from "./test-room-end.ts";

const HOUR = 60 * 60_000;
const FINAL = Object.values(CloseCode).filter((code) => code >= 4400 && code <= 4499);

const nothing = (): void => undefined;

let page: PageEvents;
let connection: Connection;
let phases: Phase["kind"][];

function connects(onPhase: (phase: Phase) => void = nothing): void {
  phases = [];
  connection = new Connection("wss://stoa.test/room/room", () => ["stoa.v1"], {
    onPhase: (phase) => {
      phases.push(phase.kind);
      onPhase(phase);
    },
    onBinary: nothing,
    onText: nothing,
  });
  connection.start();
}

async function opens(): Promise<void> {
  connects();
  await vi.advanceTimersByTimeAsync(0);
  expect(phases).toEqual(["connecting", "open"]);
}

/** The page's own turn comes at once, and no timer of a wait fires. */
async function atOnce(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1);
}

function alive(): number {
  return RoomEnd.all.filter((end) => end.isAlive).length;
}

function sent(): number {
  return RoomEnd.all.reduce((sum, end) => sum + end.said.length, 0);
}

beforeEach(() => {
  vi.useFakeTimers();
  page = standIn();
  RoomEnd.knocked = (end) => end.opens();
});
afterEach(() => {
  connection.end();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test.each(FINAL)(
  "R22: after %i a page comes back neither by itself nor when it is online or shown again",
  async (code) => {
    await opens();
    RoomEnd.newest.closes(code);
    page.dispatchEvent(new Event("offline"));
    page.dispatchEvent(new Event("online"));
    page.becomes("hidden");
    page.becomes("visible");
    connection.renew();
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(RoomEnd.all.length).toBe(1);
    expect(phases.slice(2)).toEqual(["refused"]);
    expect(connection.send("too late")).toBe(false);
  },
);

test("R22: a page does not miss the room's code when the line breaks with it", async () => {
  await opens();
  RoomEnd.newest.breaks(CloseCode.RoomDeleted);
  await vi.advanceTimersByTimeAsync(HOUR);
  expect(RoomEnd.all.length).toBe(1);
  expect(phases.at(-1)).toBe("refused");
});

test.each([
  ["comes online", () => page.dispatchEvent(new Event("online"))],
  ["is shown", () => page.becomes("visible")],
])(
  "R22: a page that %s does not wait any longer, also right after the loss",
  async (_, happens) => {
    vi.spyOn(Math, "random").mockReturnValue(1);
    RoomEnd.knocked = (end) => end.breaks();
    connects();
    await vi.advanceTimersByTimeAsync(60_000);
    for (const passed of [0, 1, 200]) {
      RoomEnd.knocked = (end) => end.opens();
      happens();
      await atOnce();
      expect(phases.at(-1)).toBe("open");
      RoomEnd.knocked = (end) => end.breaks();
      RoomEnd.newest.breaks();
      if (passed > 0) await vi.advanceTimersByTimeAsync(passed);
      expect(phases.at(-1)).toBe("waiting");
    }
  },
);

test("R22: a hidden page that comes online waits as before, for nobody looks at it", async () => {
  await opens();
  page.becomes("hidden");
  RoomEnd.newest.breaks();
  page.dispatchEvent(new Event("online"));
  await atOnce();
  expect(RoomEnd.all.length).toBe(1);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(phases.at(-1)).toBe("open");
});

test("R22: a page that was kept in the back of the history comes back at once when it is shown", async () => {
  await opens();
  page.becomes("hidden");
  // Browsers close the sockets of a page that they freeze, and tell it so when it goes on.
  RoomEnd.newest.closes(1006);
  page.becomes("visible");
  await atOnce();
  expect(RoomEnd.all.length).toBe(2);
  expect(phases.at(-1)).toBe("open");
});

test("R22: a page that goes offline gives its socket up at once, and tries again when it is online", async () => {
  await opens();
  const [first] = RoomEnd.all;
  RoomEnd.knocked = nothing;
  page.dispatchEvent(new Event("offline"));
  expect(phases.at(-1)).toBe("waiting");
  expect(first?.isAlive).toBe(false);
  RoomEnd.knocked = (end) => end.opens();
  page.dispatchEvent(new Event("online"));
  await atOnce();
  expect(phases.at(-1)).toBe("open");
  expect(alive()).toBe(1);
});

test("R22: an attempt that is not answered within 15 seconds is given up for another", async () => {
  RoomEnd.knocked = nothing;
  connects();
  await vi.advanceTimersByTimeAsync(14_999);
  expect(alive()).toBe(1);
  expect(phases).toEqual(["connecting"]);
  await vi.advanceTimersByTimeAsync(1);
  expect(alive()).toBe(0);
  expect(phases).toEqual(["connecting", "waiting"]);
  await vi.advanceTimersByTimeAsync(600);
  expect(RoomEnd.all.length).toBe(2);
  // The first one is answered after all, too late.
  RoomEnd.all[0]?.opens();
  expect(phases.at(-1)).toBe("connecting");
});

test("R22: the wait doubles with each failure, and begins anew after five seconds of connection", async () => {
  vi.spyOn(Math, "random").mockReturnValue(1);
  /** The milliseconds until the page makes another socket. */
  const wait = async () => {
    const before = RoomEnd.all.length;
    const began = Date.now();
    while (RoomEnd.all.length === before) await vi.advanceTimersToNextTimerAsync();
    return Date.now() - began;
  };
  RoomEnd.knocked = nothing;
  connects();
  await atOnce();
  const waits: number[] = [];
  for (let failures = 0; failures < 8; failures++) {
    RoomEnd.newest.breaks();
    waits.push(await wait());
  }
  expect(waits).toEqual([600, 1_200, 2_400, 4_800, 9_600, 19_200, 20_000, 20_000]);
  RoomEnd.newest.opens();
  await vi.advanceTimersByTimeAsync(4_000);
  RoomEnd.newest.closes(CloseCode.Busy);
  expect(await wait()).toBe(20_000);
  RoomEnd.newest.opens();
  await vi.advanceTimersByTimeAsync(5_001);
  RoomEnd.newest.closes(CloseCode.Busy);
  expect(await wait()).toBe(600);
});

test("R22: a browser that makes no socket is asked again with the same waits", async () => {
  const complaints = vi.spyOn(console, "error").mockReturnValue();
  let asked = 0;
  vi.stubGlobal(
    "WebSocket",
    class {
      constructor() {
        asked += 1;
        throw new Error("no sockets here");
      }
    },
  );
  connects();
  await vi.advanceTimersByTimeAsync(HOUR);
  expect(asked).toBeGreaterThan(100);
  expect(asked).toBeLessThan(HOUR / 5_000);
  expect(complaints).toHaveBeenCalledWith("No socket was made:", "no sockets here");
});

test("R22: each attempt to connect brings the keys that the page has by then", async () => {
  let asked = 0;
  phases = [];
  connection = new Connection("wss://stoa.test/room/room", () => ["stoa.v1", `key.${++asked}`], {
    onPhase: nothing,
    onBinary: nothing,
    onText: nothing,
  });
  connection.start();
  await atOnce();
  RoomEnd.newest.closes(1006);
  await vi.advanceTimersByTimeAsync(600);
  expect(RoomEnd.all.map(({ protocols }) => protocols[1])).toEqual(["key.1", "key.2"]);
});

test("R170: a connection makes no socket before it is started", async () => {
  connection = new Connection("wss://stoa.test/room/room", () => ["stoa.v1"], {
    onPhase: nothing,
    onBinary: nothing,
    onText: nothing,
  });
  await atOnce();
  expect(RoomEnd.all).toEqual([]);
  connection.start();
  await atOnce();
  expect(RoomEnd.all.length).toBe(1);
});

test("R170: a frame for a socket that is being closed is not queued for the next one", async () => {
  await opens();
  RoomEnd.newest.close();
  expect(connection.send("frame")).toBe(false);
  RoomEnd.newest.closes(1006);
  expect(connection.send("frame")).toBe(false);
  await vi.advanceTimersByTimeAsync(600);
  expect(phases.at(-1)).toBe("open");
  expect(sent()).toBe(0);
});

test("R170: a page that leaves in the moment it came makes no socket", async () => {
  connects();
  connection.end();
  await vi.advanceTimersByTimeAsync(HOUR);
  expect(RoomEnd.all.length).toBe(0);
  expect(phases).toEqual(["ended"]);
});

test("R170: a page that leaves because of a loss makes no other socket", async () => {
  connects((phase) => {
    if (phase.kind === "waiting") connection.end();
  });
  await atOnce();
  connection.renew();
  await vi.advanceTimersByTimeAsync(HOUR);
  expect(RoomEnd.all.length).toBe(1);
  expect(alive()).toBe(0);
  expect(phases).toEqual(["connecting", "open", "waiting", "ended"]);
});

test("R170: a page that has left hears no code of the room any more", async () => {
  await opens();
  // The room has begun to close it, and the page is not told yet.
  RoomEnd.newest.close();
  connection.end();
  RoomEnd.newest.closes(CloseCode.RoomDeleted);
  expect(phases.at(-1)).toBe("ended");
});

type Happening =
  | { readonly kind: "passes"; readonly ms: number }
  | { readonly kind: "closes" | "breaks"; readonly code: number }
  | { readonly kind: "opens" | "online" | "offline" | "hidden" | "visible" | "renew" | "send" };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ kind: fc.constant("passes"), ms: fc.nat(30_000) }),
  fc.record({
    kind: fc.constantFrom("closes", "breaks"),
    code: fc.constantFrom(1000, 1006, 1012, CloseCode.Busy, CloseCode.TooSlow),
  }),
  fc.record({
    kind: fc.constantFrom("opens", "online", "offline", "hidden", "visible", "renew", "send"),
  }),
);

function happens(what: Happening): void {
  const newest = RoomEnd.all.at(-1);
  switch (what.kind) {
    case "closes":
    case "breaks":
      if (newest?.isAlive === true) newest[what.kind](what.code);
      return;
    case "opens":
      if (newest?.readyState === 0) newest.opens();
      return;
    case "online":
    case "offline":
      page.dispatchEvent(new Event(what.kind));
      return;
    case "hidden":
    case "visible":
      page.becomes(what.kind);
      return;
    case "renew":
      connection.renew();
      return;
    case "send":
      connection.send("frame");
      return;
  }
}

test("R170: whatever happens, a page has one socket at a time, queues nothing, and leaves nothing behind", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 40 }), async (story) => {
      page = standIn();
      RoomEnd.knocked = nothing;
      connects();
      for (const what of story) {
        const before = sent();
        const isOpen = phases.at(-1) === "open";
        happens(what);
        expect(sent() - before).toBe(what.kind === "send" && isOpen ? 1 : 0);
        await vi.advanceTimersByTimeAsync("ms" in what ? what.ms : 0);
        expect(alive()).toBeLessThanOrEqual(1);
        expect(phases.at(-1) === "open").toBe(RoomEnd.all.at(-1)?.readyState === 1);
      }
      // It comes back, and the new socket begins with nothing of the old ones.
      page.becomes("visible");
      RoomEnd.knocked = (end) => end.opens();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(phases.at(-1)).toBe("open");
      connection.end();
      await atOnce();
      expect(alive()).toBe(0);
      expect(page.listeners).toBe(0);
      expect(vi.getTimerCount()).toBe(0);
    }),
    { numRuns: 50 },
  );
});
