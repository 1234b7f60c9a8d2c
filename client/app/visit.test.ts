import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { parseRoomId, type RoomId } from "../../shared/ids.ts";
import { type PageEvents, RoomEnd, standIn } from "../sync/test-room-end.ts";
import { startVisit } from "./visit.ts";

let page: PageEvents;
beforeEach(() => {
  vi.useFakeTimers();
  page = standIn();
  vi.stubGlobal("location", { origin: "https://stoa.test", hash: "", reload: () => undefined });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("R170: a page that goes leaves no socket, timer or listener behind", async () => {
  const visit = startVisit(parseRoomId("room") as RoomId);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(RoomEnd.newest.isAlive).toBe(true);
  expect(page.listeners).toBeGreaterThan(0);
  visit.setTyping(true);
  visit.conversation.send("on my way out");
  page.goes({ persisted: true });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(RoomEnd.newest.isAlive).toBe(true);
  page.goes({ persisted: false });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(RoomEnd.all.filter((end) => end.isAlive)).toEqual([]);
  expect(page.listeners).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});
