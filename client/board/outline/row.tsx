/** One row of the outline: a shape, a thread of comments, or a branch. */
import {
  ChevronDown,
  ChevronRight,
  Link,
  Lock,
  type LucideIcon,
  MessagesSquare,
  Pencil,
  Shapes,
  Spline,
} from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { Shape } from "../../../shared/board/shape.ts";
import { boardWords } from "../../words/board-words.ts";
import { outlineWords } from "../../words/outline-words.ts";
import type { Editor } from "../editor.ts";
import { connectionOf, lineOf, shapeLabel, standsOf, threadLabel } from "./labels.ts";
import type { Branch, OutlineModel, Row } from "./model.ts";
import { rename, wordsToRename } from "./rename.ts";

const BRANCH_ICONS: Readonly<Record<Branch, LucideIcon>> = {
  connections: Spline,
  drawings: Pencil,
  threads: MessagesSquare,
};

/** Kinds that no tool of the same name makes. */
const ICONS: Readonly<Record<string, LucideIcon>> = { ink: Pencil, link: Link, polyline: Spline };

interface OutlineRowProps {
  editor: Editor;
  model: OutlineModel;
  row: Row;
  /** CSS pixels from the top of the tree, and of the row itself. */
  top: number;
  height: number;
  /** Does Tab lead to it? */
  isCurrent: boolean;
  isSelected: boolean;
  isRenamed: boolean;
  onOpen: (isOpen: boolean) => void;
  onGo: (isByPointer: boolean) => void;
  onRename: () => void;
  /** The words were written, or given up. */
  onRenamed: () => void;
}

/** The words of a row: aloud, and for the eye in two parts. */
interface Said {
  readonly label: string;
  readonly description?: string;
  readonly icon: LucideIcon;
  readonly words: string;
  readonly kind: string;
  readonly isLocked: boolean;
}

export function OutlineRow(props: OutlineRowProps) {
  const { editor, model, row, top, height, isCurrent, isSelected, isRenamed } = props;
  const said = saidOf(editor, model, row);
  if (said === null) return null;
  const { icon: Icon } = said;
  const Fold = row.isOpen ? ChevronDown : ChevronRight;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys
    <div
      role="treeitem"
      className={isCurrent ? "board-outline-row is-current" : "board-outline-row"}
      tabIndex={isCurrent ? 0 : -1}
      aria-label={said.label}
      aria-description={said.description}
      aria-level={row.level}
      aria-setsize={row.size}
      aria-posinset={row.place}
      aria-expanded={row.isOpen ?? undefined}
      aria-selected={row.kind === "shape" ? isSelected : undefined}
      style={{ top, height, paddingInlineStart: 4 + (row.level - 1) * 16 }}
      onClick={({ detail }) => props.onGo(detail > 0)}
      onDoubleClick={props.onRename}
    >
      {row.isOpen === null ? (
        <span className="board-outline-fold" />
      ) : (
        // The arrow keys of the tree do the same.
        <span
          className="board-outline-fold"
          aria-hidden
          onClick={(event) => {
            event.stopPropagation();
            props.onOpen(row.isOpen !== true);
          }}
          onDoubleClick={(event) => event.stopPropagation()}
        >
          <Fold size={16} strokeWidth={1.75} />
        </span>
      )}
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      {isRenamed ? (
        <NameField editor={editor} id={row.id} onDone={props.onRenamed} />
      ) : (
        <>
          <span className="board-outline-words" dir="auto">
            {said.words}
          </span>
          <span className="board-outline-kind">{said.kind}</span>
          {said.isLocked ? <Lock size={12} strokeWidth={2} aria-hidden /> : null}
        </>
      )}
    </div>
  );
}

/** The field in which the words of a row are written. */
function NameField({ editor, id, onDone }: { editor: Editor; id: string; onDone: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const shape = editor.scene.get(id);
  const known = shape === undefined ? null : wordsToRename(shape);
  const isGone = known === null;
  const ended = useRef(false);

  useEffect(() => {
    if (isGone) onDone();
    else field.current?.select();
  }, [isGone, onDone]);

  if (shape === undefined || known === null) return null;
  const end = (written: string | null) => {
    // The field loses the focus once more when it is taken away.
    if (ended.current) return;
    ended.current = true;
    if (written !== null) rename(editor, id, written);
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") end(event.currentTarget.value);
    else if (event.key === "Escape") end(null);
    else return;
    event.preventDefault();
  };
  return (
    <input
      ref={field}
      className="board-outline-name"
      aria-label={outlineWords.renaming(boardWords.shapes[shape.type])}
      defaultValue={known.words}
      maxLength={known.most}
      onKeyDown={onKeyDown}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onBlur={(event) => end(event.currentTarget.value)}
    />
  );
}

function saidOf(editor: Editor, model: OutlineModel, row: Row): Said | null {
  if (row.kind === "branch") {
    const branch = row.id as Branch;
    const count = model.countOf(branch);
    const name = outlineWords.branches[branch];
    return {
      label: outlineWords.branch(name, count),
      icon: BRANCH_ICONS[branch],
      words: name,
      kind: `${count}`,
      isLocked: false,
    };
  }
  if (row.kind === "thread") {
    const thread = model.threadOf(row);
    if (thread === undefined) return null;
    return {
      label: threadLabel(editor, thread),
      icon: MessagesSquare,
      words: thread.text.slice(0, 120),
      kind: thread.by,
      isLocked: false,
    };
  }
  const shape = editor.scene.get(row.id);
  return shape === undefined ? null : shapeSaid(editor, shape);
}

function shapeSaid(editor: Editor, shape: Shape): Said {
  const kind = boardWords.shapes[shape.type];
  const own = lineOf(shape);
  const connection = connectionOf(editor, shape);
  const line = [own, connection].filter((part) => part).join(", ");
  const tool = editor.tools.find(({ name }) => name === shape.type);
  return {
    label: shapeLabel(editor, shape),
    description: standsOf(shape),
    icon: ICONS[shape.type] ?? tool?.icon ?? Shapes,
    words: line === "" ? kind : line,
    // Its two ends say that it is an arrow.
    kind: line === "" || connection !== null ? "" : kind,
    isLocked: shape.locked === true,
  };
}
