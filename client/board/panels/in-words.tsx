import { useEffect, useState } from "react";
import type { Shape } from "../../../shared/board/shape.ts";
import { boardWords } from "../../words/board-words.ts";
import type { Editor } from "../editor.ts";
import { firstRead, inWords, selectionInWords } from "../reading-order.ts";

/** The board must rest for so long before it is put into words again. */
const REST_MS = 400;

/** So many shapes are put into words: more would be no help. */
const MOST_SHAPES = 100;

/** The board for those who do not see it: what is selected, said as it changes, and a list of what stands there. */
export function BoardInWords({ editor }: { editor: Editor }) {
  return (
    <div className="visually-hidden">
      <SelectionInWords editor={editor} />
      <ShapesInWords editor={editor} />
    </div>
  );
}

function SelectionInWords({ editor }: { editor: Editor }) {
  const [said, setSaid] = useState("");
  useEffect(
    () => editor.selection.subscribe(() => setSaid(selectionInWords(editor.selection.shapes()))),
    [editor],
  );
  return <p aria-live="polite">{said}</p>;
}

function ShapesInWords({ editor }: { editor: Editor }) {
  const [shapes, setShapes] = useState<readonly Shape[]>([]);
  useEffect(() => {
    const read = () => setShapes(firstRead(editor.scene.downwards(), MOST_SHAPES));
    let timer: ReturnType<typeof setTimeout> | undefined;
    read();
    const stop = editor.scene.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(read, REST_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [editor]);
  if (shapes.length === 0) return null;
  return (
    <ul aria-label={boardWords.board.shapes}>
      {shapes.map((shape) => (
        <li key={shape.id}>{inWords(shape)}</li>
      ))}
    </ul>
  );
}
