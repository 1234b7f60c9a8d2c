/** Writes imported shapes to the board: in parts, which are one step of undo. */
import { shapesOf } from "../../../shared/board/document.ts";
import { orderKeysAbove } from "../../../shared/board/order.ts";
import { placeFields } from "../../../shared/board/place.ts";
import { frameAt } from "../../../shared/board/place-edits.ts";
import { storedFields } from "../../../shared/board/read-clipping.ts";
import type { Point } from "../../../shared/board/shape.ts";
import type { Values } from "../clipboard/foreign/values.ts";
import { isValues, listOf, numberOf } from "../clipboard/foreign/values.ts";
import type { Editor } from "../editor.ts";
import type { Ready } from "./ready.ts";
import { Cancelled, type Sliced } from "./slices.ts";

/** Shapes of one part: the page shows it within a few milliseconds. */
const PART = 25;

/** A place for shapes: how far they go, and the frame that takes those that lie in none of their own. */
export interface Place {
  readonly by: Point;
  readonly frame: string | null;
}

/** Writes the shapes. Once begun, it is not cancelled. Returns their ids. */
export function* written(
  editor: Editor,
  ready: readonly Ready[],
  place: Place,
): Sliced<readonly string[]> {
  const { doc, scene, history } = editor;
  const keys = orderKeysAbove(scene.topZ(), ready.length);
  const made = { by: editor.me.id, at: Date.now() };
  for (let from = 0; from < ready.length; from += PART) {
    // Somebody may have taken the right to write meanwhile.
    if (editor.readOnly.get()) throw new Cancelled();
    const part = ready.slice(from, from + PART);
    history.typed(() => {
      for (const [at, { id, fields }] of part.entries()) {
        const own = { ...fields, ...placed(editor, fields, place), ...made, z: keys[from + at] };
        shapesOf(doc).set(id, storedFields(own));
      }
    }, from === 0);
    yield from / ready.length;
  }
  history.pause();
  return ready.map(({ id }) => id);
}

/** The place of a shape on the board, or in its frame. */
function placed({ scene }: Editor, fields: Values, { by, frame }: Place): Values {
  const [x, y] = listOf(fields["xy"]);
  const xy: Point = [numberOf(x) + by[0], numberOf(y) + by[1]];
  const { parent } = fields;
  if (isValues(parent)) return { xy, parent: { ...parent, board: xy } };
  return { ...placeFields(xy, frameAt(scene.relations, frame)) };
}
