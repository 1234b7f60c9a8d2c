/** Whether the room's chat is open, docked or as a sheet, and which of its text boxes takes the focus. */
import { useCallback, useEffect, useState } from "react";
import { useStore } from "../ui/store.ts";
import { openInCompany } from "./chat-first.ts";
import { keepChatLayout } from "./chat-layout.ts";
import type { Visit } from "./visit.ts";

/** CSS pixels: in a narrower window, the chat would leave little of the board, and never opens by itself. */
const DOCK_LEAST = 960;

/** The chat's panel: docked it remembers whether it is open; on a phone it begins closed. */
export function useChatPanel(visit: Visit, compact: boolean) {
  const { room, others, conversation } = visit;
  const [control] = useState(() => keepChatLayout(room.id));
  const layout = useStore(control.layout);
  const [sheetOpen, setSheetOpen] = useState(false);
  const [focusRequest, setFocusRequest] = useState(0);

  useEffect(() => {
    if (compact || window.innerWidth < DOCK_LEAST) return;
    const company = { joined: room.joined, others, log: conversation.log };
    return openInCompany(company, control.openUnlessChosen);
  }, [room, others, conversation, compact, control]);

  const setOpen = useCallback(
    (open: boolean) => {
      if (compact) setSheetOpen(open);
      else control.setOpen(open);
    },
    [compact, control],
  );
  const close = useCallback(() => {
    setFocusRequest(0);
    setOpen(false);
  }, [setOpen]);
  const openToRead = useCallback(() => {
    setOpen(true);
    // A phone would cover half of what there is to read with its keyboard.
    if (!compact) setFocusRequest((request) => request + 1);
  }, [setOpen, compact]);
  /** Opens it, and leaves the focus where it is. */
  const openBeside = useCallback(() => setOpen(true), [setOpen]);
  const openToWrite = useCallback(() => {
    setOpen(true);
    setFocusRequest((request) => request + 1);
  }, [setOpen]);

  return {
    open: compact ? sheetOpen : layout.open,
    width: layout.width,
    setWidth: control.setWidth,
    focusRequest,
    close,
    openToRead,
    openBeside,
    openToWrite,
  };
}
