/** Connecting by keys: which shape an arrow will lead to is walked through, and seen before it is made. */
import type { Anchor } from "../../../shared/board/anchor.ts";
import { heldDraft } from "../../../shared/board/held.ts";
import { endsBetween } from "../../../shared/board/kinds/ends.ts";
import { follow } from "../../../shared/board/kinds.ts";
import type { ArrowShape, Point, Shape } from "../../../shared/board/shape.ts";
import { wayOf } from "../commands/ways.ts";
import { draftOf } from "../draft.ts";
import type { Editor } from "../editor.ts";
import { centerOf, distance } from "../geometry.ts";
import { type NewPlace, newShape, newShapeId } from "../new-shape.ts";
import { addNew } from "../tools/drawn.ts";
import { showChanged, writeMoved } from "../tools/select/transform.ts";
import { reveal } from "../view.ts";
import { nearestTo, walkOrder } from "../walk.ts";
import {
  type ArrowEnd,
  type Connecting,
  connectable,
  connectingOf,
  isTarget,
} from "./connecting-store.ts";

const middleOf = (shape: string): Anchor => ({ shape, at: [0.5, 0.5], edge: true });

/** Begins to connect the selected shape, or an end of the selected arrow. Two selected shapes are connected at once. */
export function connectByKeys(editor: Editor, end: ArrowEnd): void {
  const [from, second] = connectable(editor);
  if (from === undefined || editor.readOnly.get()) return;
  const [nearest] = targetsOf(editor, from, end).sort(
    (a, b) => distance(middle(a), middle(from)) - distance(middle(b), middle(from)),
  );
  const target = second ?? nearest;
  if (target === undefined) return;
  const connecting = { from: from.id, end, target: target.id };
  if (second !== undefined) write(editor, connecting);
  else begin(editor, connecting);
}

const middle = ({ xy, size }: Shape): Point => centerOf(xy, size);

/** The shapes that the arrow may lead to, in the order of the walk. */
function targetsOf(editor: Editor, from: Shape, end: ArrowEnd): Shape[] {
  const other = from.type === "arrow" ? from[end === "end" ? "start" : "end"]?.shape : from.id;
  return walkOrder(editor).filter((shape) => shape.id !== other && isTarget(shape));
}

function begin(editor: Editor, first: Connecting): void {
  const store = connectingOf(editor);
  const show = (connecting: Connecting): void => {
    store.set(connecting);
    showConnecting(editor, connecting);
  };
  const end = (kind: "done" | "cancel"): void => {
    if (store.get() === null) return;
    for (const stop of stops) stop();
    editor.hand.keys = null;
    store.set(null);
    editor.hand.aim.set(null);
    editor.hand.rest();
    editor.gestures.send({ kind });
  };
  const cancel = () => end("cancel");
  const stops = [
    editor.selection.subscribe(cancel),
    editor.readOnly.subscribe(cancel),
    editor.dialog.subscribe(cancel),
    editor.scene.subscribe(({ removed }) => {
      const now = store.get();
      if (now !== null && removed.some((id) => id === now.from || id === now.target)) cancel();
    }),
  ];
  editor.hand.keys = {
    end: cancel,
    press(key, shift) {
      const now = store.get();
      if (now === null) return false;
      if (key === "Enter") {
        end("done");
        write(editor, now);
      } else if (key === "Escape") cancel();
      else {
        const next = nextTarget(editor, now, key, shift);
        if (next === null) return false;
        show({ ...now, target: next.id });
      }
      return true;
    },
  };
  show(first);
}

/** The shape that a key leads to: Tab the next in reading order, around; an arrow key the nearest there. Null: the key means nothing. */
function nextTarget(editor: Editor, now: Connecting, key: string, shift: boolean): Shape | null {
  const from = editor.scene.get(now.from);
  const target = editor.scene.get(now.target);
  if (from === undefined || target === undefined) return null;
  const targets = targetsOf(editor, from, now.end);
  const at = targets.findIndex(({ id }) => id === now.target);
  if (key === "Tab") return targets.at((at + (shift ? -1 : 1)) % targets.length) ?? target;
  const way = wayOf(key);
  if (way === null) return null;
  const others = targets.filter(({ id }) => id !== now.target);
  return nearestTo(editor, middle(target), way, others) ?? target;
}

/** The arrow as it would be. */
function placeOf(editor: Editor, { from, end, target }: Connecting): NewPlace | null {
  const [one, other] = [editor.scene.get(from), editor.scene.get(target)];
  if (one === undefined || other === undefined) return null;
  const [start, stop] = end === "end" ? [one, other] : [other, one];
  const ends = endsBetween(middle(start), middle(stop));
  return { ...ends, start: middleOf(start.id), end: middleOf(stop.id) };
}

function boundArrow(editor: Editor, { from, end, target }: Connecting): ArrowShape | null {
  const arrow = editor.scene.get(from);
  if (arrow?.type !== "arrow") return null;
  const bound = follow({ ...arrow, [end]: middleOf(target) }, editor.scene.targetOf);
  return bound.type === "arrow" ? bound : null;
}

const DRAFT = newShapeId();

/** Shows the arrow, here and to the others, and brings its shape into view. */
function showConnecting(editor: Editor, connecting: Connecting): void {
  const box = editor.scene.boxOf(connecting.target);
  if (box !== undefined) reveal(editor, box);
  editor.hand.aim.set({ anchor: middleOf(connecting.target), isPrecise: false });
  const bound = boundArrow(editor, connecting);
  if (bound !== null) {
    showChanged(editor, [bound]);
    return;
  }
  const place = placeOf(editor, connecting);
  if (place === null) return;
  const draft = draftOf(newShape(editor, "arrow", DRAFT, place));
  editor.hand.show({ drafts: [draft] });
  editor.gestures.send({ kind: "set", shapes: [heldDraft(draft)] });
}

function write(editor: Editor, connecting: Connecting): void {
  const bound = boundArrow(editor, connecting);
  const before = editor.scene.get(connecting.from);
  if (bound !== null && before !== undefined) writeMoved(editor, [bound], [before]);
  const place = bound === null ? placeOf(editor, connecting) : null;
  if (place === null) return;
  const id = newShapeId();
  addNew(editor, "arrow", place, id);
  editor.selection.set([id]);
}
