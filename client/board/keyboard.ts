import { hasText, type Point } from "../../shared/board/shape.ts";
import { panBy } from "./camera.ts";
import {
  bringToFront,
  deleteSelection,
  duplicateSelection,
  nudge,
  selectAll,
  sendToBack,
} from "./commands.ts";
import type { Editor } from "./editor.ts";
import type { Interaction } from "./interaction.ts";
import { readingOrder } from "./reading-order.ts";
import type { ToolName } from "./tools/tool.ts";
import { reveal, zoomStep, zoomToFit, zoomToFull } from "./view.ts";

/** A pressed key, free of the DOM. */
export interface KeyInput {
  /** As in `KeyboardEvent.key`. */
  readonly key: string;
  readonly shift: boolean;
  readonly alt: boolean;
  /** Ctrl, or Command on a Mac. */
  readonly command: boolean;
  /** `shift+1` is another character on every keyboard; this is `Digit1` on all. */
  readonly code: string;
}

/** The key of each tool; the pen has two, D for draw and P for pen. */
const TOOL_KEYS: ReadonlyMap<string, ToolName> = new Map([
  ["v", "select"],
  ["h", "hand"],
  ["r", "rectangle"],
  ["o", "ellipse"],
  ["a", "arrow"],
  ["d", "pen"],
  ["p", "pen"],
  ["e", "eraser"],
  ["t", "text"],
  ["n", "note"],
]);

const ARROWS: ReadonlyMap<string, Point> = new Map<string, Point>([
  ["ArrowLeft", [-1, 0]],
  ["ArrowRight", [1, 0]],
  ["ArrowUp", [0, -1]],
  ["ArrowDown", [0, 1]],
]);

/** How far an arrow key moves the board when nothing is selected, in CSS pixels. */
const PAN_STEP = 64;

/** Does what a pressed key means on the board; `false`: nothing, the key is the browser's. */
export function pressKey(
  editor: Editor,
  interaction: Interaction,
  input: KeyInput,
  onTalk?: () => void,
): boolean {
  if (interaction.isDragging) return input.key === "Escape" && interaction.cancel();
  if (input.command) return commandKey(editor, input);
  if (input.alt) return false;
  if (input.shift && input.code === "Digit1") return done(() => zoomToFit(editor));
  const arrow = ARROWS.get(input.key);
  if (arrow !== undefined) return arrowKey(editor, arrow, input.shift);
  switch (input.key) {
    case "Escape":
      return leave(editor);
    case "Enter":
      return enter(editor, interaction, onTalk);
    case "Tab":
      return walk(editor, input.shift ? -1 : 1);
    case "Delete":
    case "Backspace":
      if (editor.selection.get().length === 0) return false;
      return done(() => deleteSelection(editor));
    case "]":
      return done(() => bringToFront(editor));
    case "[":
      return done(() => sendToBack(editor));
  }
  const tool = TOOL_KEYS.get(input.key.toLowerCase());
  if (tool === undefined || input.shift) return false;
  return done(() => editor.take(tool));
}

function done(action: () => void): true {
  action();
  return true;
}

function commandKey(editor: Editor, { key, shift, alt }: KeyInput): boolean {
  if (alt) return false;
  switch (key.toLowerCase()) {
    case "z":
      if (editor.readOnly.get()) return false;
      return done(() => (shift ? editor.redo() : editor.undo()));
    case "y":
      if (editor.readOnly.get()) return false;
      return done(() => editor.redo());
    case "d":
      return done(() => duplicateSelection(editor));
    case "a":
      return done(() => selectAll(editor));
    case "=":
    case "+":
      return done(() => zoomStep(editor, 1));
    case "-":
      return done(() => zoomStep(editor, -1));
    case "0":
      return done(() => zoomToFull(editor));
    default:
      return false;
  }
}

function arrowKey(editor: Editor, [x, y]: Point, large: boolean): true {
  if (editor.selection.get().length === 0) {
    editor.camera.set(panBy(editor.camera.get(), -x * PAN_STEP, -y * PAN_STEP));
    return true;
  }
  const step = large ? 10 : 1;
  nudge(editor, x * step, y * step);
  return true;
}

/** First the selection goes, then the tool: the next Escape is the page's. */
function leave(editor: Editor): boolean {
  if (editor.selection.get().length > 0) return done(() => editor.selection.clear());
  if (editor.tool.get() !== "select") return done(() => editor.take("select"));
  return false;
}

/** Edits the selected text, or makes the tool's thing in the middle of the view; else it is time to talk. */
function enter(editor: Editor, interaction: Interaction, onTalk?: () => void): boolean {
  const [selected, second] = editor.selection.shapes();
  if (selected !== undefined) {
    if (second === undefined && hasText(selected)) editor.edit(selected.id);
    return true;
  }
  const { place } = interaction.tool;
  if (place !== undefined && !editor.readOnly.get()) return done(place);
  if (onTalk === undefined) return false;
  return done(onTalk);
}

/** Selects the next shape in reading order, and brings it into view. Tab is the browser's while nothing is selected. */
function walk(editor: Editor, direction: 1 | -1): boolean {
  const selected = editor.selection.get().at(-1);
  if (selected === undefined) return false;
  const order = readingOrder(editor.scene.inOrder());
  const at = order.findIndex(({ id }) => id === selected);
  const next = order[(at + direction + order.length) % order.length];
  if (next === undefined) return false;
  editor.selection.set([next.id]);
  const box = editor.scene.bounds([next.id]);
  if (box !== null) reveal(editor, box);
  return true;
}
