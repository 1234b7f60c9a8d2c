import { expect, test } from "vitest";
import { hasRoomForAllTools } from "./covered.ts";

test.each([
  { window: 1280, chat: 356, room: true },
  { window: 960, chat: 356, room: true },
  { window: 900, chat: 356, room: false },
  { window: 700, chat: 292, room: false },
  { window: 700, chat: 0, room: true },
])("R396: a window of $window px with $chat px of chat has room for all tools: $room", (one) => {
  const insets = { top: 0, right: one.chat, bottom: 0, left: 0 };
  expect(hasRoomForAllTools(one.window, insets)).toBe(one.room);
});
