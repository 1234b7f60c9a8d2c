/** My reactions to shapes, and those of others in words. */
import { shapesOf } from "../../shared/board/document.ts";
import {
  hasReacted,
  type Reaction,
  type ReactionName,
  reactionsOf,
  setReaction,
  votesOf,
} from "../../shared/board/reactions.ts";
import type { Point, Shape } from "../../shared/board/shape.ts";
import { boardWords } from "../words/board-words.ts";
import { words } from "../words/words.ts";
import type { Editor } from "./editor.ts";
import type { Box } from "./geometry.ts";
import { selectionBox } from "./handles.ts";
import { moveUnits, type Unit, unitsOf } from "./units.ts";

/** May the user react: is it known who they are? */
export function mayReact({ me, readOnly }: Editor): boolean {
  return me.id !== "" && !readOnly.get();
}

/** Gives shapes my reaction, or takes it back where all of them have it: one step of undo, of mine alone. */
export function toggleReaction(editor: Editor, ids: readonly string[], name: ReactionName): void {
  const { me, scene } = editor;
  const shapes = ids.flatMap((id) => scene.get(id) ?? []);
  if (!mayReact(editor) || shapes.length === 0) return;
  const isOn = !shapes.every((shape) => hasReacted(shape, name, me.id));
  editor.transact(() => {
    for (const { id } of shapes) {
      const fields = shapesOf(editor.doc).get(id);
      if (fields !== undefined) setReaction(fields, name, me.id, isOn);
    }
  });
}

/** The people who have reacted so, by their names. Those whose names nobody here knows are counted. */
export function peopleOf(editor: Editor, people: readonly string[]): string {
  const me = people.includes(editor.me.id) ? [words.people.you] : [];
  const names = people
    .filter((id) => id !== editor.me.id)
    .flatMap((id) => editor.people.nameOf(id) ?? []);
  const unknown = people.length - me.length - names.length;
  const rest = unknown > 0 ? [boardWords.reactions.unknown(unknown)] : [];
  return [...me, ...names, ...rest].join(", ");
}

/** A reaction in words, with those who gave it. */
export function reactionInWords(editor: Editor, { name, people }: Reaction): string {
  return `${boardWords.reactions.names[name]}: ${peopleOf(editor, people)}`;
}

/** The air between shapes in columns, in board units. */
const GAP = 24;

/**
 * Lays the selected shapes and groups out in columns, from most votes to least; where none has a vote, all reactions
 * count. Within a column they keep their order from top to bottom.
 */
export function sortByVotes(editor: Editor): void {
  const units = unitsOf(editor);
  const shapesIn = ({ ids }: Unit): Shape[] => ids.flatMap((id) => editor.scene.get(id) ?? []);
  const sum = (unit: Unit, count: (shape: Shape) => number): number =>
    shapesIn(unit).reduce((total, shape) => total + count(shape), 0);
  const hasVotes = units.some((unit) => sum(unit, votesOf) > 0);
  const columns = new Map<number, Unit[]>();
  for (const unit of units) {
    const count = sum(unit, hasVotes ? votesOf : reactionsOf);
    columns.set(count, [...(columns.get(count) ?? []), unit]);
  }
  const corner = selectionBox(units.flatMap(shapesIn));
  if (corner === null) return;
  const ways = new Map<Unit, Point>();
  let x = corner.minX;
  for (const count of [...columns.keys()].sort((a, b) => b - a)) {
    const column = (columns.get(count) ?? []).sort((a, b) => a.box.minY - b.box.minY);
    let y = corner.minY;
    for (const unit of column) {
      ways.set(unit, [x - unit.box.minX, y - unit.box.minY]);
      y += unit.box.maxY - unit.box.minY + GAP;
    }
    x += Math.max(...column.map(({ box }) => widthOf(box))) + GAP;
  }
  moveUnits(
    editor,
    units,
    units.map((unit) => ways.get(unit) ?? [0, 0]),
  );
}

function widthOf({ minX, maxX }: Box): number {
  return maxX - minX;
}
