import { useEffect, useRef, useState } from "react";
import type { ConnectionState } from "../sync/channel.ts";
import { type ReadableStore, useStore } from "../ui/store.ts";
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
  const words = connectionWords(state);
  const seen = useSettled(words);
  return (
    <div className={`connection ${seen.tone}`} title={seen.text}>
      <span className="connection-dot" aria-hidden />
      <span className="connection-word" aria-hidden>
        {seen.text}
      </span>
      <span className="visually-hidden" role="status" aria-label="Connection" aria-live="off">
        {words.text}
      </span>
      <Announcement kind={state.kind} />
    </div>
  );
}

/** The words, but those of a busy moment only when it lasts. */
function useSettled(words: ConnectionWords): ConnectionWords {
  const [seen, setSeen] = useState(words);
  const { text, tone } = words;
  useEffect(() => {
    const timer = setTimeout(() => setSeen({ text, tone }), tone === "busy" ? PATIENCE_MS : 0);
    return () => clearTimeout(timer);
  }, [text, tone]);
  return seen;
}

function Announcement({ kind }: { kind: ConnectionState["kind"] }) {
  const before = useRef(kind);
  const wasOffline = useRef(false);
  const [words, setWords] = useState("");
  useEffect(() => {
    if (before.current === kind) return;
    before.current = kind;
    if (kind === "offline") {
      wasOffline.current = true;
      setWords("You are offline. Your changes are kept here.");
    } else if (kind === "open" && wasOffline.current) {
      wasOffline.current = false;
      setWords("You are connected again.");
    }
  }, [kind]);
  return (
    <span className="visually-hidden" aria-live="polite">
      {words}
    </span>
  );
}
