import { expect, test } from "vitest";
import { keepIn } from "../ui/storage.ts";
import { CHAT_WIDTH, fittingWidth, keepChatLayout } from "./chat-layout.ts";

test("R220: the chat is closed at first, and opens by itself where nobody has chosen", () => {
  const kept = keepIn(() => null);
  const chat = keepChatLayout("spring", kept);
  expect(chat.layout.get().open).toBe(false);
  chat.openUnlessChosen();
  expect(chat.layout.get().open).toBe(true);
  expect(keepChatLayout("spring", kept).layout.get().open).toBe(false);
});

test("R220: this browser remembers for each room whether I opened or closed the chat", () => {
  const kept = keepIn(() => null);
  keepChatLayout("spring", kept).setOpen(true);
  keepChatLayout("summer", kept).setOpen(false);
  expect(keepChatLayout("spring", kept).layout.get().open).toBe(true);
  const summer = keepChatLayout("summer", kept);
  summer.openUnlessChosen();
  expect(summer.layout.get().open).toBe(false);
  expect(keepChatLayout("autumn", kept).layout.get().open).toBe(false);
});

test("the chat is as wide as I made it in every room, also by a version that kept more", () => {
  const kept = keepIn(() => null);
  kept.write("stoa.chat", { open: true, width: 400 });
  expect(keepChatLayout("spring", kept).layout.get()).toEqual({ open: false, width: 400 });
  keepChatLayout("spring", kept).setWidth(420);
  expect(keepChatLayout("summer", kept).layout.get().width).toBe(420);
});

test("it cannot become too narrow to read or too wide to draw", () => {
  const control = keepChatLayout(
    "spring",
    keepIn(() => null),
  );
  control.setWidth(10);
  expect(control.layout.get().width).toBe(CHAT_WIDTH.least);
  control.setWidth(10_000);
  expect(control.layout.get().width).toBe(CHAT_WIDTH.most);
  expect(fittingWidth(560, 900)).toBe(480);
  expect(fittingWidth(560, 500)).toBe(CHAT_WIDTH.least);
});
