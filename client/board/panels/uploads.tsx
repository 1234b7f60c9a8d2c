/** The images on their way into the room, in words, and what can be done about those that could not go. */
import { X } from "lucide-react";
import { useEffect } from "react";
import { IconButton } from "../../ui/icon-button.tsx";
import { useStore } from "../../ui/store.ts";
import { filesWords } from "../../words/files-words.ts";
import { words } from "../../words/words.ts";
import { imagesOf } from "../images/state.ts";
import type { Upload } from "../images/upload.ts";
import type { Panel, PanelProps } from "./panel.ts";
import "./uploads.css";

/** Says how many images are being added, and which wait or were not added. */
function Uploads({ editor }: PanelProps) {
  const uploads = useStore(imagesOf(editor).uploads);
  const some = uploads.length > 0;
  useEffect(() => {
    if (!some) return;
    // A page that is left now would lose them.
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [some]);
  const sending = uploads.filter(({ state }) => state === "sending");
  const stopped = uploads.filter(({ state }) => state !== "sending");
  return (
    <section className="board-uploads" aria-label={filesWords.images.label} aria-live="polite">
      {sending.length === 0 ? null : (
        <div className="island">
          <p>{filesWords.images.sending(sending.length)}</p>
          <ul aria-live="off">
            {sending.map((upload) => (
              <OnItsWay key={upload.id} upload={upload} />
            ))}
          </ul>
        </div>
      )}
      {stopped.map(({ id, name, state, why, canRetry, again, leaveOut }) => (
        <div key={id} className="island">
          <p>
            {state === "waiting"
              ? filesWords.images.waiting(name)
              : filesWords.images.failed(name, why)}
          </p>
          <div className="board-uploads-actions">
            {canRetry ? (
              <button type="button" className="primary" onClick={again}>
                {filesWords.images.again}
              </button>
            ) : null}
            <button type="button" className="quiet" onClick={leaveOut}>
              {canRetry ? filesWords.images.leaveOut : words.notes.close}
            </button>
          </div>
        </div>
      ))}
    </section>
  );
}

/** One image that leaves the page, how much of it has, and how to end it. */
function OnItsWay({ upload: { name, share, leaveOut } }: { upload: Upload }) {
  const percent = share === null ? null : Math.floor(share * 100);
  return (
    <li>
      <span className="board-uploads-name">{name}</span>
      <progress aria-label={name} {...(percent !== null && { max: 100, value: percent })} />
      <span className="board-uploads-percent" aria-hidden="true">
        {percent === null ? "" : filesWords.images.percent(percent)}
      </span>
      <IconButton label={filesWords.images.leaveOutOf(name)} icon={X} onClick={leaveOut} />
    </li>
  );
}

export const UPLOADS: Panel = {
  name: "uploads",
  place: "over",
  isShown: ({ readOnly }) => !readOnly,
  Part: Uploads,
};
