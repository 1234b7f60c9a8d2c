import { MessageCircle } from "lucide-react";
import type { Ref } from "react";
import { IconButton } from "../ui/icon-button.tsx";
import { words } from "../words/words.ts";
import { badgeWords } from "./page-title.ts";

interface ChatButtonProps {
  unread: number;
  open: boolean;
  onClick(): void;
  ref?: Ref<HTMLButtonElement>;
}

/** The button that opens and closes the chat, with how many messages are unread. */
export function ChatButton({ unread, open, onClick, ref }: ChatButtonProps) {
  return (
    <IconButton
      ref={ref}
      label={words.chat.title}
      description={unread === 0 ? undefined : words.chat.unread(badgeWords(unread))}
      icon={MessageCircle}
      pressed={open}
      side="bottom"
      onClick={({ detail, currentTarget }) => {
        // A button that was clicked leaves the keys to the board.
        if (detail > 0) currentTarget.blur();
        onClick();
      }}
    >
      {unread === 0 ? null : <span className="badge">{badgeWords(unread)}</span>}
    </IconButton>
  );
}
