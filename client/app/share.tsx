import { Share2 } from "lucide-react";
import type { RoomId } from "../../shared/ids.ts";
import { Popover } from "../ui/popover.tsx";
import { words } from "../words/words.ts";
import { ShareWays } from "./later.tsx";
import "./share.css";

/** The Share button, and behind it the room's link, its QR code, and the snippet that embeds it. */
export function Share({ id, compact }: { id: RoomId; compact: boolean }) {
  return (
    <Popover
      label={words.share.title}
      className="share"
      trigger={(trigger) => (
        <button
          {...trigger}
          type="button"
          className="primary share-button"
          aria-label={words.share.button}
        >
          <Share2 size={16} strokeWidth={2} aria-hidden />
          {compact ? null : words.share.button}
        </button>
      )}
    >
      <ShareWays id={id} />
    </Popover>
  );
}
