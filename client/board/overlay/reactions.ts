/** The chips of reactions under the pointer: a click toggles mine, and a sign says who reacted so. */
import { type Chip, chipsOf } from "../../../shared/board/draw/chips.ts";
import { withRoom } from "../../../shared/board/draw/shape-text.ts";
import { boxOnBoard, pointInShape } from "../../../shared/board/outline.ts";
import type { Point, Shape } from "../../../shared/board/shape.ts";
import { createStore } from "../../ui/store.ts";
import { toScreen } from "../camera.ts";
import { boxContainsPoint, boxOf } from "../geometry.ts";
import { mayReact, reactionInWords, toggleReaction } from "../reactions.ts";
import { paintNameTag } from "./name-tag.ts";
import { isAtRest, type OverlayKind } from "./part.ts";

/** Chips that are lower on the screen are not pressed by chance, in CSS pixels. */
const LEAST_CHIP = 10;

/** A chip of a shape on the board. */
interface Hit {
  readonly id: string;
  readonly chip: Chip;
}

export const reactions: OverlayKind = ({ editor }) => {
  const pointed = createStore<Hit | null>(null);

  const chipAt = (point: Point): Hit | null => {
    const at = boxOf(point, [0, 0]);
    if (!editor.scene.some(at, ({ shape }) => shape.reactions !== undefined)) return null;
    const under: readonly Shape[] = editor.scene.inOrder(at);
    for (const stored of [...under].reverse()) {
      const shape = withRoom(stored);
      const local = pointInShape(shape, point);
      const chip = chipsOf(shape).find((one) => boxContainsPoint(one, local));
      if (chip === undefined) continue;
      const isLarge = (chip.maxY - chip.minY) * editor.view.camera.get().zoom >= LEAST_CHIP;
      return isLarge ? { id: shape.id, chip } : null;
    }
    return null;
  };

  /** The pointer may have left the board, or the shape may have gone, since it was there. */
  const shown = (): { shape: Shape; chip: Chip } | null => {
    const hit = pointed.get();
    const shape = hit === null ? undefined : editor.seen.get(hit.id)?.shape;
    if (hit === null || shape === undefined || !isAtRest(editor)) return null;
    const chip = chipsOf(withRoom(shape)).find(
      ({ reaction }) => reaction.name === hit.chip.reaction.name,
    );
    return chip === undefined || editor.hand.cursor.get() === null ? null : { shape, chip };
  };

  return {
    above: 45,
    from: [pointed, editor.hand.cursor, editor.seen, editor.hand.motion],
    isShown: () => shown() !== null,
    paint(pen) {
      const now = shown();
      if (now === null) return;
      const { minX, minY } = boxOnBoard(now.shape, now.chip);
      const [x, y] = toScreen(pen.camera, [minX, minY]);
      const name = reactionInWords(editor, now.chip.reaction);
      paintNameTag(pen.context, { name, color: pen.palette.label, verified: false }, x, y - 2);
    },
    grab(at) {
      const hit = chipAt(editor.view.toBoard(at));
      pointed.set(hit);
      if (hit === null) return null;
      return {
        cursor: mayReact(editor) ? "pointer" : "help",
        drag: () => ({
          move: () => undefined,
          lift: () => toggleReaction(editor, [hit.id], hit.chip.reaction.name),
          cancel: () => undefined,
        }),
      };
    },
  };
};
