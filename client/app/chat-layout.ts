/** The docked chat's layout: how wide it is in this browser, and whether it is open in each room. */
import * as v from "valibot";
import { browserStorage, type KeptValues } from "../ui/storage.ts";
import { createStore, type ReadableStore } from "../ui/store.ts";

/** CSS pixels of the docked chat. */
export const CHAT_WIDTH = { least: 280, usual: 344, most: 560 } as const;

/** CSS pixels that the chat leaves to the board at least. */
const BOARD_LEAST = 420;

const widthSchema = v.object({
  width: v.pipe(v.number(), v.minValue(CHAT_WIDTH.least), v.maxValue(CHAT_WIDTH.most)),
});

/** Whether the docked chat is open, and how wide. */
export interface ChatLayout {
  readonly open: boolean;
  readonly width: number;
}

export interface ChatLayoutControl {
  readonly layout: ReadableStore<ChatLayout>;
  /** The user opens or closes the chat: this browser remembers that for the room. */
  setOpen(open: boolean): void;
  /** Opens the chat, unless the user has ever opened or closed it in this room. */
  openUnlessChosen(): void;
  setWidth(width: number): void;
}

const WIDTH_KEY = "stoa.chat";

/** The layout of a room's chat as this browser keeps it; closed until somebody chooses otherwise. */
export function keepChatLayout(room: string, kept: KeptValues = browserStorage): ChatLayoutControl {
  const openKey = `stoa.chat.${room}`;
  const chosen = () => kept.read(openKey, v.boolean());
  const layout = createStore<ChatLayout>({
    open: chosen() ?? false,
    width: kept.read(WIDTH_KEY, widthSchema)?.width ?? CHAT_WIDTH.usual,
  });
  return {
    layout,
    setOpen(open) {
      kept.write(openKey, open);
      layout.set({ ...layout.get(), open });
    },
    openUnlessChosen() {
      if (chosen() === null) layout.set({ ...layout.get(), open: true });
    },
    setWidth(wanted) {
      const width = within(wanted);
      kept.write(WIDTH_KEY, { width });
      layout.set({ ...layout.get(), width });
    },
  };
}

/** The width that a window has for the chat. */
export function fittingWidth(width: number, windowWidth: number): number {
  return Math.max(CHAT_WIDTH.least, Math.min(width, windowWidth - BOARD_LEAST));
}

function within(width: number): number {
  return Math.round(Math.max(CHAT_WIDTH.least, Math.min(CHAT_WIDTH.most, width)));
}
