/** The words while an arrow is connected by keys: to which shape it leads, and what the keys do. */
import { useStore } from "../../ui/store.ts";
import { boardWords } from "../../words/board-words.ts";
import { connectingOf } from "../connect/connecting-store.ts";
import { inWords } from "../reading-order.ts";
import type { Panel, PanelProps } from "./panel.ts";
import "./connect-hint.css";

function ConnectHint({ editor }: PanelProps) {
  const connecting = useStore(connectingOf(editor));
  const target = connecting === null ? undefined : editor.scene.get(connecting.target);
  const { to, from, keys } = boardWords.connecting;
  const says = connecting?.end === "start" ? from : to;
  return (
    // It is there before it has words: programs that read aloud know it then.
    <div className="board-connect-hint" aria-live="assertive">
      {target === undefined ? null : (
        <p className="island">
          <strong>{says(inWords(target))}</strong> <span>{keys}</span>
        </p>
      )}
    </div>
  );
}

export const CONNECT_HINT: Panel = {
  name: "connect-hint",
  place: "over",
  isShown: ({ readOnly }) => !readOnly,
  Part: ConnectHint,
};
