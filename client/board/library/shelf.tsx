/** The library of shapes: things to insert, drawn small. Loaded when it is first opened. */
import { FilePlus, Trash2, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Theme } from "../../../shared/board/draw/palette.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { useStore } from "../../ui/store.ts";
import { boardWords } from "../../words/board-words.ts";
import { filesWords } from "../../words/files-words.ts";
import type { Editor } from "../editor.ts";
import { chooseDrawings } from "../files/add.ts";
import { Cancelled } from "../files/slices.ts";
import { insertItem } from "./add.ts";
import type { LibraryItem } from "./item.ts";
import { libraryItems, removeLibrary } from "./items.ts";
import { drawItem } from "./picture.ts";
import { ITEM_TYPE, libraryAt } from "./state.ts";
import "./shelf.css";

/** CSS pixels of a picture's side. */
const SIDE = 68;

interface ShelfProps {
  editor: Editor;
  theme: Theme;
  /** On a phone it covers what is inserted, and closes. */
  compact: boolean;
}

/** All things, by the library from which they come. */
export function Shelf({ editor, theme, compact }: ShelfProps) {
  const items = useStore(libraryItems());
  const libraries = Map.groupBy(items ?? [], ({ library }) => library);
  const close = () => libraryAt(editor).set(false);
  return (
    <section
      className="island board-library"
      aria-label={boardWords.commands.library}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <header>
        <h2>{boardWords.commands.library}</h2>
        <IconButton
          label={filesWords.library.add}
          icon={FilePlus}
          side="bottom"
          onClick={() => chooseDrawings(editor, ".excalidrawlib")}
        />
        <IconButton label={filesWords.library.close} icon={X} side="bottom" onClick={close} />
      </header>
      <div className="board-library-things">
        {items?.length === 0 ? <p>{filesWords.library.hint}</p> : null}
        {[...libraries].map(([library, things]) => (
          <section key={library} aria-label={library}>
            <div className="board-library-title">
              <h3>{library}</h3>
              <IconButton
                label={filesWords.library.remove(library)}
                icon={Trash2}
                side="bottom"
                onClick={() => void removeLibrary(library)}
              />
            </div>
            <ul>
              {things.map((item, at) => (
                <li key={item.id}>
                  <Thing
                    editor={editor}
                    theme={theme}
                    compact={compact}
                    item={item}
                    number={at + 1}
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </section>
  );
}

interface ThingProps extends ShelfProps {
  item: LibraryItem;
  number: number;
}

/** A thing as a button: a press inserts it in the middle of the view, and a drag where it is dropped. */
function Thing({ editor, theme, compact, item, number }: ThingProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isEmpty, setIsEmpty] = useState(false);
  const label = item.name === "" ? filesWords.library.numbered(number) : item.name;
  useEffect(() => {
    const picture = canvas.current;
    if (picture === null) return;
    const stop = new AbortController();
    const draw = () =>
      drawItem(item, picture, theme, stop.signal).then(
        (isDrawn) => setIsEmpty(!isDrawn),
        (error: unknown) => {
          if (!(error instanceof Cancelled)) throw error;
        },
      );
    const sight = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      sight.disconnect();
      void draw();
    });
    sight.observe(picture);
    return () => {
      sight.disconnect();
      stop.abort();
    };
  }, [item, theme]);
  const pixels = Math.round(SIDE * devicePixelRatio);
  return (
    <button
      type="button"
      className="board-thing"
      aria-label={label}
      data-tooltip={label}
      disabled={isEmpty}
      draggable
      onClick={() => {
        if (compact) libraryAt(editor).set(false);
        void insertItem(editor, item, null);
      }}
      onDragStart={({ dataTransfer }) => {
        dataTransfer.setData(ITEM_TYPE, item.id);
        dataTransfer.effectAllowed = "copy";
      }}
    >
      <canvas ref={canvas} width={pixels} height={pixels} />
    </button>
  );
}
