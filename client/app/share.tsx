import { Check, Link, Share2 } from "lucide-react";
import { useRef, useState } from "react";
import type { RoomId } from "../../shared/ids.ts";
import { EMBED_VIEWS, type EmbedView } from "../embed/view.ts";
import { Popover } from "../ui/popover.tsx";
import { useCopy } from "./copy.ts";
import { embedSnippet, roomLink } from "./embed-snippet.ts";
import { QrCode } from "./qr-code.tsx";
import "./share.css";

const VIEW_NAMES: Record<EmbedView, string> = { board: "Board", chat: "Chat only", split: "Both" };

/** The Share button, and behind it the room's link, its QR code, and the snippet that embeds it. */
export function Share({ id, compact }: { id: RoomId; compact: boolean }) {
  return (
    <Popover
      label="Share this room"
      className="share"
      trigger={(trigger) => (
        <button {...trigger} type="button" className="primary share-button" aria-label="Share">
          <Share2 size={16} strokeWidth={2} aria-hidden />
          {compact ? null : "Share"}
        </button>
      )}
    >
      <LinkPart id={id} />
      <EmbedPart id={id} />
    </Popover>
  );
}

function LinkPart({ id }: { id: RoomId }) {
  const link = roomLink(location.origin, id);
  const field = useRef<HTMLInputElement>(null);
  const [copied, copy] = useCopy();
  return (
    <section className="share-link">
      <QrCode text={link} label="QR code of the link" />
      <div>
        <h2>Whoever has the link can join</h2>
        <input
          ref={field}
          className="field"
          aria-label="Link to this room"
          readOnly
          value={link}
          onFocus={(event) => event.target.select()}
        />
        <button type="button" className="primary" onClick={() => copy(link, field.current)}>
          {copied === "copied" ? (
            <Check size={16} aria-hidden />
          ) : (
            <Link size={16} strokeWidth={2} aria-hidden />
          )}
          <span aria-live="polite">{copied === "copied" ? "Link copied" : "Copy link"}</span>
        </button>
        {copied === "denied" ? <ByHand /> : null}
      </div>
    </section>
  );
}

function EmbedPart({ id }: { id: RoomId }) {
  const [view, setView] = useState<EmbedView>("split");
  const snippet = embedSnippet(location.origin, id, view);
  const field = useRef<HTMLTextAreaElement>(null);
  const [copied, copy] = useCopy();
  return (
    <section className="share-embed">
      <div className="share-views">
        <h2>On your own page</h2>
        <fieldset className="segments">
          <legend className="visually-hidden">Parts of the embedded room</legend>
          {EMBED_VIEWS.map((choice) => (
            <label key={choice} className="segment">
              <input
                type="radio"
                name="embed-view"
                value={choice}
                checked={choice === view}
                onChange={() => setView(choice)}
              />
              {VIEW_NAMES[choice]}
            </label>
          ))}
        </fieldset>
      </div>
      <textarea
        ref={field}
        className="field"
        aria-label="HTML that embeds this room"
        readOnly
        rows={5}
        value={snippet}
        onFocus={(event) => event.target.select()}
      />
      <button type="button" className="quiet" onClick={() => copy(snippet, field.current)}>
        <span aria-live="polite">{copied === "copied" ? "HTML copied" : "Copy HTML"}</span>
      </button>
      {copied === "denied" ? <ByHand /> : null}
    </section>
  );
}

function ByHand() {
  return (
    <p className="by-hand" role="status">
      Your browser does not allow this page to copy. It is selected: copy it with your keyboard or
      menu.
    </p>
  );
}
