import { DoorClosed } from "lucide-react";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { words } from "../words/words.ts";
import { Notice } from "./notice.tsx";

/** The page for whom a room does not let in, or not back in. */
export function RefusedPage({ code, unsaved }: { code: number; unsaved: number }) {
  const { heading, text, mayReload } = explain(code);
  const kept = unsaved === 0 ? "" : ` ${words.refused.kept}`;
  return (
    <Notice
      icon={<DoorClosed size={40} strokeWidth={1.5} aria-hidden />}
      heading={heading}
      text={text + kept}
    >
      {mayReload ? (
        <button type="button" className="primary" onClick={() => location.reload()}>
          {words.refused.reload}
        </button>
      ) : null}
      <a className={mayReload ? "quiet" : "primary"} href="/">
        {words.room.toFront}
      </a>
    </Notice>
  );
}

function explain(code: number): { heading: string; text: string; mayReload: boolean } {
  switch (code) {
    case CloseCode.LinkRevoked:
      return { ...words.refused.link, mayReload: false };
    case CloseCode.NoAccess:
      return { ...words.refused.access, mayReload: true };
    case CloseCode.RoomDeleted:
      return { ...words.refused.deleted, mayReload: false };
    case CloseCode.TooLarge:
      return { ...words.refused.large, mayReload: true };
    default:
      return { ...words.refused.other, mayReload: true };
  }
}
