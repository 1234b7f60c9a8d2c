import { expect, test } from "vitest";
import { keepIn } from "../ui/storage.ts";
import { CHAT_WIDTH, fittingWidth, keepChatLayout } from "./chat-layout.ts";

test("the chat is open at first where there is room, and closed where there is not", () => {
  expect(
    keepChatLayout(
      1280,
      keepIn(() => null),
    ).layout.get().open,
  ).toBe(true);
  expect(
    keepChatLayout(
      768,
      keepIn(() => null),
    ).layout.get().open,
  ).toBe(false);
});

test("my layout is there again next time, whatever the window's width", () => {
  const kept = keepIn(() => null);
  const first = keepChatLayout(1280, kept);
  first.setOpen(false);
  first.setWidth(400);
  expect(keepChatLayout(1280, kept).layout.get()).toEqual({ open: false, width: 400 });
});

test("it cannot become too narrow to read or too wide to draw", () => {
  const control = keepChatLayout(
    1280,
    keepIn(() => null),
  );
  control.setWidth(10);
  expect(control.layout.get().width).toBe(CHAT_WIDTH.least);
  control.setWidth(10_000);
  expect(control.layout.get().width).toBe(CHAT_WIDTH.most);
  expect(fittingWidth(560, 900)).toBe(480);
  expect(fittingWidth(560, 500)).toBe(CHAT_WIDTH.least);
});
