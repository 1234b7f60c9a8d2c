import type { LucideIcon } from "lucide-react";
import type { InkPoint } from "../../../shared/board/ink.ts";
import type { Point } from "../../../shared/board/shape.ts";
import type { Chord } from "../../ui/chords.ts";
import type { BoardWords } from "../../words/board-words.ts";
import type { StyleKey } from "../current-style.ts";
import type { Editor } from "../editor.ts";

/** The name of a tool, which is also the key of its words. */
export type ToolName = keyof BoardWords["tools"];

/** The toolbar's parts, in order. The tools of `shapes` and of `lines` share a button. */
export type Shelf = "look" | "shapes" | "lines" | "draw" | "write";

/** A tool as everything around it knows it: its key, its place in the toolbar, and how it is made. */
export interface ToolKind {
  readonly name: ToolName;
  /** The first chord is the one that is shown. */
  readonly keys: readonly Chord[];
  readonly icon: LucideIcon;
  readonly shelf: Shelf;
  /** On a phone it stands in the menu of the toolbar, whose row has room for seven. */
  readonly inPhoneMenu?: true;
  /** It changes nothing in the room: viewers have it, and the selection stays when it is taken. */
  readonly forViewers?: true;
  /** Does the page have it for this user? If this is left out, it does. */
  isOffered?(editor: Editor): boolean;
  /** The styles of the shapes that it makes. */
  readonly styles: readonly StyleKey[];
  /** Its key does this with a selection, in place of taking it; `false`: there was nothing to do. */
  withSelection?(editor: Editor): boolean;
  /** Its key and button do this; it is never in the hand. */
  instead?(editor: Editor): void;
  make(editor: Editor): Tool;
}

/** One event of a mouse, pen or finger, free of the DOM. */
export interface PointerInput {
  /** Where it is on the board. */
  readonly board: Point;
  /** Where it is in CSS pixels from the board element's top left. */
  readonly screen: Point;
  readonly shift: boolean;
  readonly alt: boolean;
  /** Ctrl, or Command on a Mac: whatever the hand would stick to lets it go. */
  readonly ctrl: boolean;
  readonly pointer: "mouse" | "pen" | "touch";
  /** 0 to 1; a half when the device does not feel it. */
  readonly pressure: number;
  /** 2 when this press follows another one quickly at the same place. */
  readonly clicks: number;
  /** Every point since the event before, this one last: devices report more often than the screen refreshes. */
  readonly trail: readonly InkPoint[];
}

/** The steps of a hand between its press and its lift. Exactly one of `lift` and `cancel` ends it. */
export interface Drag {
  move(input: PointerInput): void;
  /** The hand has lifted: what it did is written, in one transaction. */
  lift(input: PointerInput): void;
  /** Nothing has happened: Escape, a second finger, or the browser took the pointer away. */
  cancel(): void;
}

/** A tool at rest. A press leads to a drag, and its end back to rest. */
export interface Tool {
  /** The CSS cursor over the board. */
  readonly cursor: string;
  press(input: PointerInput): Drag | null;
  /** The pointer moves without a button; `null`: it has left the board. */
  hover?(input: PointerInput | null): void;
  /** Enter was pressed: make the tool's usual thing in the middle of the view. */
  place?(): void;
}

/** How far a hand goes, in CSS pixels, before a press is a drag and no click: fingers are less steady. */
const DRAG_DISTANCE = { mouse: 3, pen: 4, touch: 8 } as const;

/** Has the hand gone far enough from its press to mean a drag? */
export function isDrag(press: PointerInput, now: PointerInput): boolean {
  const distance = Math.hypot(now.screen[0] - press.screen[0], now.screen[1] - press.screen[1]);
  return distance >= DRAG_DISTANCE[press.pointer];
}

/** The tools that the user has: those that look, where nothing may be changed, and none that the page has no place for. */
export function toolsOf(editor: Editor): ToolKind[] {
  const readOnly = editor.readOnly.get();
  return editor.tools.filter(
    (kind) => (kind.forViewers || !readOnly) && (kind.isOffered?.(editor) ?? true),
  );
}
