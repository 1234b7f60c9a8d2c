import * as v from "valibot";
import { browserStorage, type KeptValues } from "../ui/storage.ts";
import { createStore, type ReadableStore } from "../ui/store.ts";

/** CSS pixels of the docked chat. */
export const CHAT_WIDTH = { least: 280, usual: 344, most: 560 } as const;

/** CSS pixels that the chat leaves to the board at least. */
const BOARD_LEAST = 420;

const layoutSchema = v.object({
  open: v.boolean(),
  width: v.pipe(v.number(), v.minValue(CHAT_WIDTH.least), v.maxValue(CHAT_WIDTH.most)),
});

/** Whether the docked chat is open, and how wide. */
export type ChatLayout = v.InferOutput<typeof layoutSchema>;

export interface ChatLayoutControl {
  readonly layout: ReadableStore<ChatLayout>;
  setOpen(open: boolean): void;
  setWidth(width: number): void;
}

const LAYOUT_KEY = "stoa.chat";

/** The chat's layout as this browser keeps it; at first it is open where there is room. */
export function keepChatLayout(
  windowWidth: number,
  kept: KeptValues = browserStorage,
): ChatLayoutControl {
  const first = { open: windowWidth >= 960, width: CHAT_WIDTH.usual };
  const layout = createStore<ChatLayout>(kept.read(LAYOUT_KEY, layoutSchema) ?? first);
  const change = (next: ChatLayout) => {
    layout.set(next);
    kept.write(LAYOUT_KEY, next);
  };
  return {
    layout,
    setOpen: (open) => change({ ...layout.get(), open }),
    setWidth: (width) => change({ ...layout.get(), width: within(width) }),
  };
}

/** The width that a window has for the chat. */
export function fittingWidth(width: number, windowWidth: number): number {
  return Math.max(CHAT_WIDTH.least, Math.min(width, windowWidth - BOARD_LEAST));
}

function within(width: number): number {
  return Math.round(Math.max(CHAT_WIDTH.least, Math.min(CHAT_WIDTH.most, width)));
}
