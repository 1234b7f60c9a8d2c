import { DoorClosed } from "lucide-react";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { Notice } from "./notice.tsx";

/** The page for whom a room does not let in, or not back in. */
export function RefusedPage({ code, unsaved }: { code: number; unsaved: number }) {
  const { heading, text, mayReload } = explain(code);
  const kept = unsaved === 0 ? "" : " Your changes meanwhile are kept in this browser.";
  return (
    <Notice
      icon={<DoorClosed size={40} strokeWidth={1.5} aria-hidden />}
      heading={heading}
      text={text + kept}
    >
      {mayReload ? (
        <button type="button" className="primary" onClick={() => location.reload()}>
          Load the room again
        </button>
      ) : null}
      <a className={mayReload ? "quiet" : "primary"} href="/">
        Go to the front page
      </a>
    </Notice>
  );
}

function explain(code: number): { heading: string; text: string; mayReload: boolean } {
  switch (code) {
    case CloseCode.LinkRevoked:
      return {
        heading: "This link no longer opens the room",
        text: "It was withdrawn or has expired. Ask whoever sent it for a new one.",
        mayReload: false,
      };
    case CloseCode.NoAccess:
      return {
        heading: "This room is not open to you",
        text: "Its owner decides who may come in. Ask them for a link.",
        mayReload: true,
      };
    case CloseCode.RoomDeleted:
      return {
        heading: "This room is gone",
        text: "Somebody who owns it has deleted it.",
        mayReload: false,
      };
    case CloseCode.TooLarge:
      return {
        heading: "That was too much at once",
        text: "The room could not take a change of this size. Load it again, and try it in smaller parts.",
        mayReload: true,
      };
    default:
      return {
        heading: "The room and this page did not understand each other",
        text: "Perhaps this page is older than the server. Load it again.",
        mayReload: true,
      };
  }
}
