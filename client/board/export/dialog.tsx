/** The dialog of exports: what goes out, in which format and look, with a preview. */
import { Copy, Download, X } from "lucide-react";
import { useEffect, useId, useMemo, useRef, useState } from "react";
import { IconButton } from "../../ui/icon-button.tsx";
import { filesWords } from "../../words/files-words.ts";
import { words } from "../../words/words.ts";
import type { Editor } from "../editor.ts";
import { Cancelled } from "../files/slices.ts";
import type { ImageSource } from "../images/source.ts";
import { useDialog } from "../panels/use-dialog.ts";
import type { Loss } from "./excalidraw/element.ts";
import { decoded, imagesOf } from "./images.ts";
import { type ExportChoice, FORMATS, type Format } from "./make.ts";
import { paintSubject } from "./paint.ts";
import { pixelsOf } from "./png.ts";
import { framesOf, type Part, type Subject, subjectOf } from "./subject.ts";
import { copyPicture, saveFile } from "./ways.ts";
import "./dialog.css";

const names = filesWords.exporting;

/** The choices of this page's last export: the next one begins with them. */
let last: Omit<ExportChoice, "part" | "theme"> = {
  ...{ format: "png", scale: 2, hasPaper: true, carries: false },
};

const NO_IMAGES: ImageSource = { get: () => "loading", subscribe: () => () => undefined };

/** A sheet with the choices at the side of a preview, or below it on a phone. */
export function ExportDialog({ editor }: { editor: Editor }) {
  const dialog = useDialog(editor);
  const id = useId();
  const [choice, setChoice] = useState<ExportChoice>(() => ({
    ...{ ...last, theme: editor.view.theme, part: "shown" },
  }));
  const [isBusy, setBusy] = useState(false);
  const subject = useMemo(() => subjectOf(editor, choice.part), [editor, choice.part]);
  const change = (some: Partial<ExportChoice>) => {
    const next = { ...choice, ...some };
    const { part: _, theme: __, ...rest } = next;
    last = rest;
    setChoice(next);
  };
  const act = (way: typeof copyPicture) => {
    setBusy(true);
    way(editor, choice)
      .then((isDone) => isDone && editor.dialog.set(null))
      .finally(() => setBusy(false));
  };
  const { format } = choice;
  const isPicture = format === "png" || format === "svg";
  const hasLook = isPicture || format === "pdf";
  return (
    <dialog {...dialog} className="board-dialog board-export" aria-labelledby={id}>
      <header>
        <h2 id={id}>{names.title}</h2>
        <IconButton
          label={names.close}
          icon={X}
          side="bottom"
          onClick={() => editor.dialog.set(null)}
        />
      </header>
      <Preview editor={editor} subject={subject} choice={choice} />
      <div className="board-export-choices">
        <Parts editor={editor} part={choice.part} onChange={(part) => change({ part })} />
        <Segments
          name={names.format}
          options={FORMATS.map((value) => ({ value, label: names.formats[value] }))}
          chosen={format}
          onChange={(value) => change({ format: value as Format })}
        />
        <p className="board-export-about">{names.about[format]}</p>
        {format === "png" ? (
          <Segments
            name={names.scale}
            options={[1, 2, 3].map((scale) => ({
              value: String(scale),
              label: names.times(scale),
            }))}
            chosen={String(choice.scale)}
            onChange={(value) => change({ scale: Number(value) })}
          />
        ) : null}
        {format === "png" ? <Size subject={subject} scale={choice.scale} /> : null}
        {hasLook ? (
          <Segments
            name={names.theme}
            options={[
              { value: "light", label: words.theme.light },
              { value: "dark", label: words.theme.dark },
            ]}
            chosen={choice.theme}
            onChange={(value) => change({ theme: value === "dark" ? "dark" : "light" })}
          />
        ) : null}
        {hasLook ? (
          <Check
            label={names.background}
            isOn={choice.hasPaper}
            onChange={(hasPaper) => change({ hasPaper })}
          />
        ) : null}
        {format === "excalidraw" ? <Losses editor={editor} subject={subject} /> : null}
        {isPicture ? (
          <Check
            label={names.carries}
            isOn={choice.carries}
            onChange={(carries) => change({ carries })}
          />
        ) : null}
      </div>
      <footer>
        <p role="status">{isBusy ? names.making : ""}</p>
        {isPicture ? (
          <button
            type="button"
            className="quiet"
            disabled={isBusy || subject === null}
            onClick={() => act(copyPicture)}
          >
            <Copy size={16} strokeWidth={1.75} aria-hidden />
            {names.copy}
          </button>
        ) : null}
        <button
          type="button"
          className="primary"
          disabled={isBusy || subject === null}
          onClick={() => act(saveFile)}
        >
          <Download size={16} strokeWidth={1.75} aria-hidden />
          {names.download}
        </button>
      </footer>
    </dialog>
  );
}

/** The picture as it becomes, small. Where it has no paper, a pattern shows through. */
function Preview({
  editor,
  subject,
  choice: { theme, hasPaper },
}: {
  editor: Editor;
  subject: Subject | null;
  choice: ExportChoice;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [images, setImages] = useState(NO_IMAGES);
  useEffect(() => {
    if (subject === null) return;
    let isOver = false;
    imagesOf(editor.assets, subject.shapes)
      .then(decoded)
      .then((source) => isOver || setImages(source));
    return () => {
      isOver = true;
    };
  }, [editor, subject]);
  useEffect(() => {
    const host = canvas.current?.parentElement;
    const context = canvas.current?.getContext("2d");
    if (subject === null || host == null || context == null) return;
    const { minX, minY, maxX, maxY } = subject.box;
    const [across, down] = [Math.max(maxX - minX, 1), Math.max(maxY - minY, 1)];
    const free = { width: host.clientWidth - 32, height: host.clientHeight - 32 };
    const fitting = Math.min(free.width / across, free.height / down, 1.5);
    const ratio = window.devicePixelRatio;
    context.canvas.width = Math.max(1, Math.round(across * fitting * ratio));
    context.canvas.height = Math.max(1, Math.round(down * fitting * ratio));
    context.canvas.style.width = `${context.canvas.width / ratio}px`;
    context.canvas.style.height = `${context.canvas.height / ratio}px`;
    paintSubject(context, editor, subject, { theme, hasPaper }, fitting * ratio, images);
  }, [editor, subject, theme, hasPaper, images]);
  return (
    <div className="board-export-preview">
      {subject === null ? (
        <p>{names.empty}</p>
      ) : (
        <canvas ref={canvas} role="img" aria-label={names.preview} />
      )}
    </div>
  );
}

/** The parts of the board that can go out. */
function Parts({
  editor,
  part,
  onChange,
}: {
  editor: Editor;
  part: Part;
  onChange: (part: Part) => void;
}) {
  const selected = editor.selection.get().length;
  const frames = framesOf(editor, "board");
  const nameOf = (id: string) => {
    const shape = editor.scene.get(id);
    return shape?.type === "frame" && shape.name !== "" ? shape.name : names.unnamed;
  };
  const parts: readonly (readonly [value: string, label: string])[] = [
    ...(selected > 0 ? [["shown", names.selection(selected)] as const] : []),
    ["board", names.board],
    ...frames.map((id) => [`frame ${id}`, names.frame(nameOf(id))] as const),
  ];
  const chosen = typeof part === "object" ? `frame ${part.frame}` : part;
  return (
    <label className="board-export-part">
      <span>{names.part}</span>
      <select
        className="field"
        value={parts.some(([value]) => value === chosen) ? chosen : "board"}
        onChange={({ target: { value } }) =>
          onChange(value.startsWith("frame ") ? { frame: value.slice(6) } : (value as Part))
        }
      >
        {parts.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

function Size({ subject, scale }: { subject: Subject | null; scale: number }) {
  if (subject === null) return null;
  const { width, height, scale: possible } = pixelsOf(subject.box, scale);
  const say = possible < scale ? names.smaller : names.pixels;
  return <p className="board-export-about">{say(width, height)}</p>;
}

/** Lists what becomes another thing in a drawing of Excalidraw. */
function Losses({ editor, subject }: { editor: Editor; subject: Subject | null }) {
  const [losses, setLosses] = useState<ReadonlyMap<Loss, number>>(new Map());
  useEffect(() => {
    const stop = new AbortController();
    setLosses(new Map());
    if (subject !== null) {
      import("./excalidraw.ts")
        .then((part) => part.excalidrawLosses(editor, subject, stop.signal))
        .then(setLosses, (error) => {
          if (!(error instanceof Cancelled)) console.error("The drawing could not be read:", error);
        });
    }
    return () => stop.abort();
  }, [editor, subject]);
  if (losses.size === 0) return null;
  return (
    <div className="board-export-losses" role="status">
      <p>{names.becomes}</p>
      <ul>
        {[...losses].map(([loss, shapes]) => (
          <li key={loss}>{names.losses[loss](shapes)}</li>
        ))}
      </ul>
    </div>
  );
}

function Segments({
  name,
  options,
  chosen,
  onChange,
}: {
  name: string;
  options: readonly { readonly value: string; readonly label: string }[];
  chosen: string;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <fieldset className="board-export-row">
      <legend>{name}</legend>
      <div className="segments">
        {options.map(({ value, label }) => (
          <label key={value} className="segment">
            <input
              type="radio"
              name={id}
              value={value}
              checked={value === chosen}
              onChange={() => onChange(value)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Check({
  label,
  isOn,
  onChange,
}: {
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}) {
  return (
    <label className="board-export-check">
      <input type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
      {label}
    </label>
  );
}
