/** The content of the Share button: the room's link, its QR code, and the snippet that embeds it. */
import { Check, Link } from "lucide-react";
import { useRef, useState } from "react";
import type { RoomId } from "../../shared/ids.ts";
import { EMBED_VIEWS, type EmbedView } from "../embed/view.ts";
import { roomWords } from "../words/room-words.ts";
import { useCopy } from "./copy.ts";
import { embedSnippet, roomLink } from "./embed-snippet.ts";
import { QrCode } from "./qr-code.tsx";
import "./share.css";

/** The ways to give the room to others. */
export function ShareWays({ id }: { id: RoomId }) {
  return (
    <>
      <LinkPart id={id} />
      <EmbedPart id={id} />
    </>
  );
}

function LinkPart({ id }: { id: RoomId }) {
  const link = roomLink(location.origin, id);
  const field = useRef<HTMLInputElement>(null);
  const [copied, copy] = useCopy();
  return (
    <section className="share-link">
      <QrCode text={link} label={roomWords.share.qrCode} />
      <div>
        <h2>{roomWords.share.whoever}</h2>
        <input
          ref={field}
          className="field"
          aria-label={roomWords.share.link}
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
          <span aria-live="polite">
            {copied === "copied" ? roomWords.share.linkCopied : roomWords.share.copyLink}
          </span>
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
        <h2>{roomWords.share.embed}</h2>
        <fieldset className="segments">
          <legend className="visually-hidden">{roomWords.share.parts}</legend>
          {EMBED_VIEWS.map((choice) => (
            <label key={choice} className="segment">
              <input
                type="radio"
                name="embed-view"
                value={choice}
                checked={choice === view}
                onChange={() => setView(choice)}
              />
              {roomWords.share.views[choice]}
            </label>
          ))}
        </fieldset>
      </div>
      <textarea
        ref={field}
        className="field"
        aria-label={roomWords.share.html}
        readOnly
        rows={5}
        value={snippet}
        onFocus={(event) => event.target.select()}
      />
      <button type="button" className="quiet" onClick={() => copy(snippet, field.current)}>
        <span aria-live="polite">
          {copied === "copied" ? roomWords.share.htmlCopied : roomWords.share.copyHtml}
        </span>
      </button>
      {copied === "denied" ? <ByHand /> : null}
    </section>
  );
}

function ByHand() {
  return (
    <p className="share-by-hand" role="status">
      {roomWords.share.byHand}
    </p>
  );
}
