/** The frames around what others have selected, in their colours. */
import { taggedName } from "../../ui/names.ts";
import { drawnBox, frameOf } from "../handles.ts";
import { namePlace, type Other } from "../live/others.ts";
import { paintNameTag } from "./name-tag.ts";
import type { OverlayKind } from "./part.ts";

export const othersFrames: OverlayKind = ({ editor, others, tags }) => {
  const boxOf = ({ selection, caret }: Other) => {
    // Where somebody types, the caret says it all.
    const ids = selection.filter((id) => id !== caret?.shape);
    return drawnBox(ids.flatMap((id) => editor.seen.get(id)?.shape ?? []));
  };
  return {
    above: 10,
    from: [others, tags, editor.seen],
    isShown: () => others.get().some((other) => boxOf(other) !== null),
    paint(pen) {
      for (const other of others.get()) {
        const box = boxOf(other);
        if (box === null) continue;
        const frame = frameOf(box, pen.camera);
        pen.line(other.color, 1.5);
        pen.frame(frame);
        if (namePlace(other) !== "selection") continue;
        const { id, verified, color } = other;
        const name = taggedName(tags.get(), id, other.name);
        const left = pen.crisp(frame.minX) - pen.context.lineWidth / 2;
        paintNameTag(pen.context, { name, verified, color }, left, frame.minY);
      }
    },
  };
};
