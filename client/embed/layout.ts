/** Where the parts of an embed stand, in CSS pixels. */
import { fittingWidth } from "../app/chat-layout.ts";
import type { Insets } from "../board/camera.ts";
import type { EmbedView } from "./view.ts";

/** The width below which board and chat do not stand side by side. */
const NARROW = 640;
const CHAT_WIDTH = 320;
const EDGE = 8;
const TOP_ROW = 60;

export function isNarrow(width: number): boolean {
  return width < NARROW;
}

/** The width of the chat beside the board. */
export function chatWidthIn(width: number): number {
  return fittingWidth(CHAT_WIDTH, width);
}

/** Is the chat open when the embed opens? */
export function opensChat(view: EmbedView, width: number): boolean {
  return view === "chat" || (view === "split" && !isNarrow(width));
}

/** The part of the board that the embed's islands cover, its own tools not counted. */
export function insetsOf(chatWidth: number | null): Insets {
  return { top: TOP_ROW, right: chatWidth === null ? 0 : chatWidth + EDGE, bottom: 0, left: 0 };
}
