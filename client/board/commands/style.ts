/** Restyles selected shapes, hands a style on, and finds the shapes that have the same one. */
import { Paintbrush, PaintRoller, Pipette } from "lucide-react";
import { changeShape, type ShapeChange } from "../../../shared/board/document.ts";
import { changeForWords } from "../../../shared/board/draw/shape-text.ts";
import { STYLE_KEYS, type StyleKey } from "../../../shared/board/kind.ts";
import { fieldOf, kindOf } from "../../../shared/board/kinds.ts";
import { hasText, type Shape, type TextualShape } from "../../../shared/board/shape.ts";
import { createStore } from "../../ui/store.ts";
import { perEditor } from "../editor/per-editor.ts";
import type { Editor } from "../editor.ts";
import type { Command } from "./command.ts";

/** The styles that can be set on shapes. */
export type StyleChange = Pick<ShapeChange, StyleKey | "opacity">;

/**
 * Changes how the selected shapes look: one step. Each takes what it has a use for. `runs`: quick changes are one step
 * together, such as those of a slider.
 */
export function restyle(
  editor: Editor,
  change: StyleChange | ((shape: Shape) => StyleChange),
  runs = false,
): void {
  const shapes = editor.selection.unlocked();
  if (shapes.length === 0 || editor.readOnly.get()) return;
  const write = (change: () => void) =>
    runs ? editor.history.run(change) : editor.transact(change);
  write(() => {
    for (const shape of shapes) {
      const own = typeof change === "function" ? change(shape) : change;
      const fitting = fittingChange(shape, own);
      if (Object.keys(fitting).length > 0) changeShape(editor.doc, shape.id, fitting);
    }
  });
}

function fittingChange(shape: Shape, change: StyleChange): ShapeChange {
  const kind = kindOf(shape);
  const keys = STYLE_KEYS.filter(
    (key) =>
      change[key] !== undefined && kind.styles.includes(key) && change[key] !== fieldOf(shape, key),
  );
  const fitting: ShapeChange = Object.fromEntries(keys.map((key) => [key, change[key]]));
  if (change.opacity !== undefined && change.opacity !== shape.opacity)
    fitting.opacity = change.opacity;
  const both = kind.styles.includes("width") && kind.styles.includes("letter");
  // A box of before has one field for both: its letters stay as they are when its line changes.
  if (fitting.width !== undefined && both && hasText(shape)) fitting.letter ??= shape.letter;
  // Clients of before know one size for lines and letters. Where there is no line, it is that of the letters.
  if (fitting.letter !== undefined && !kind.styles.includes("width"))
    fitting.width = fitting.letter;
  const isSetAnew = keys.includes("font") || keys.includes("letter");
  if (!isSetAnew || !hasText(shape)) return fitting;
  const changed = { ...shape, ...fitting } as TextualShape;
  return { ...fitting, ...changeForWords(changed, kind.wrap?.(shape)) };
}

/** All that a style is made of, as a shape has it. */
function styleOf(shape: Shape): StyleChange {
  const { styles } = kindOf(shape);
  const own = STYLE_KEYS.filter((key) => styles.includes(key));
  const fields = Object.fromEntries(own.map((key) => [key, fieldOf(shape, key)]));
  return { ...fields, opacity: shape.opacity };
}

/** Selects all that looks as one of the selected shapes does, and takes the same styles. */
export function selectSameStyle(editor: Editor): void {
  const looks = new Set(editor.selection.shapes().map((shape) => JSON.stringify(styleOf(shape))));
  const same = editor.scene
    .inOrder()
    .filter((shape) => !shape.locked && looks.has(JSON.stringify(styleOf(shape))));
  editor.selection.dive.set(null);
  editor.selection.set([...new Set([...editor.selection.get(), ...same.map(({ id }) => id)])]);
}

/** The style that the user has copied last. */
const copiedStyle = perEditor(() => createStore<StyleChange | null>(null));

const hasSelection = (editor: Editor): boolean => editor.selection.get().length > 0;

export const STYLE_COMMANDS: readonly Command[] = [
  {
    id: "selectSameStyle",
    group: "select",
    icon: Pipette,
    menu: "shapes",
    forViewers: true,
    can: hasSelection,
    run: selectSameStyle,
  },
  {
    id: "copyStyle",
    group: "edit",
    keys: ["mod+alt+c"],
    icon: Paintbrush,
    menu: "shapes",
    can: hasSelection,
    run(editor) {
      const [shape] = editor.selection.shapes();
      if (shape !== undefined) copiedStyle(editor).set(styleOf(shape));
    },
  },
  {
    id: "pasteStyle",
    group: "edit",
    keys: ["mod+alt+v"],
    icon: PaintRoller,
    menu: "shapes",
    can: (editor) => copiedStyle(editor).get() !== null && editor.selection.unlocked().length > 0,
    run: (editor) => restyle(editor, copiedStyle(editor).get() ?? {}),
  },
];
