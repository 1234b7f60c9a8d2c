import { useEffect, useRef, useState } from "react";
import type { ConnectionState } from "../sync/channel.ts";
import { type ReadableStore, useStore } from "../ui/store.ts";
import { words } from "../words/words.ts";
import { type ConnectionWords, connectionWords } from "./connection-words.ts";

/** Milliseconds that saving, or finding the way back, must last before the eye is told. */
const PATIENCE_MS = 300;

/**
 * The state of the connection. The status itself always tells the truth at
 * once; what is seen waits a moment, so that it does not flicker at every
 * stroke. Nobody is read every save aloud: only being offline, and the way back.
 */
export function ConnectionStatus({ connection }: { connection: ReadableStore<ConnectionState> }) {
  const state = useStore(connection);
  const told = connectionWords(state);
  const seen = useSettled(told);
  return (
    <div className={`room-connection is-${seen.tone}`} title={seen.text}>
      <span className="room-connection-dot" aria-hidden />
      <span className="room-connection-word" aria-hidden>
        {seen.text}
      </span>
      <span
        className="visually-hidden"
        role="status"
        aria-label={words.connection.label}
        aria-live="off"
      >
        {told.text}
      </span>
      <Announcement kind={state.kind} />
    </div>
  );
}

/** The words, but those of a busy moment only when it lasts. */
function useSettled(told: ConnectionWords): ConnectionWords {
  const [seen, setSeen] = useState(told);
  const { text, tone } = told;
  useEffect(() => {
    const timer = setTimeout(() => setSeen({ text, tone }), tone === "busy" ? PATIENCE_MS : 0);
    return () => clearTimeout(timer);
  }, [text, tone]);
  return seen;
}

function Announcement({ kind }: { kind: ConnectionState["kind"] }) {
  const before = useRef(kind);
  const wasOffline = useRef(false);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (before.current === kind) return;
    before.current = kind;
    if (kind === "offline") {
      wasOffline.current = true;
      setSaid(words.connection.isOffline);
    } else if (kind === "open" && wasOffline.current) {
      wasOffline.current = false;
      setSaid(words.connection.isBack);
    }
  }, [kind]);
  return (
    <span className="visually-hidden" aria-live="polite">
      {said}
    </span>
  );
}
