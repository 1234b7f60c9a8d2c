import type { Anchor } from "../../shared/board/anchor.ts";
import type { NewShape } from "../../shared/board/document.ts";
import { kindOfType } from "../../shared/board/kinds.ts";
import { orderKeyAbove } from "../../shared/board/order.ts";
import type { Point, ShapeType, Size } from "../../shared/board/shape.ts";
import { randomToken } from "../../shared/ids.ts";
import type { Editor } from "./editor.ts";
import { inFrame } from "./frames/frame-under.ts";

/** A new shape's id: no two people draw the same. */
export function newShapeId(): string {
  return randomToken(12);
}

/** The fields of every new shape of mine: its place on top of the pile, its author and its time. */
export function madeByMe(editor: Editor): { z: string; by: string; at: number } {
  return { z: orderKeyAbove(editor.scene.topZ()), by: editor.me.id, at: Date.now() };
}

/** Where a new shape stands: what its hand has said, and what its kind has besides. */
export interface NewPlace {
  readonly xy: Point;
  readonly size: Size;
  readonly from?: Point;
  readonly to?: Point;
  readonly start?: Anchor | null;
  readonly end?: Anchor | null;
}

/** The styles that are not written, because they are what is read where there is none. */
const ABSENT: Readonly<Record<string, string>> = {
  tone: "soft",
  finish: "neat",
  route: "straight",
  tail: "none",
  head: "open",
};

/** A new shape of mine in the style that is chosen, ready to be written. */
export function newShape(editor: Editor, type: ShapeType, id: string, place: NewPlace): NewShape {
  const { styles, words, paper } = kindOfType(type);
  const { stroke, note, letters, ...style } = editor.me.style.get();
  const chosen: Readonly<Record<string, unknown>> = { ...style, letter: letters };
  const own = styles
    .filter((key) => key in chosen && chosen[key] !== ABSENT[key])
    .map((key) => [key, chosen[key]]);
  const look = {
    stroke: paper ? note : stroke,
    // Clients of before know one size for lines and letters. Where there is no line, it is that of the letters.
    width: styles.includes("width") ? style.width : letters,
    ...Object.fromEntries(own),
    ...(words === undefined ? {} : { text: "", align: words.align }),
  };
  // A frame is put where its tool says; its own look is quiet until somebody gives it a colour.
  if (type === "frame") {
    return { id, type, ...place, stroke: "ink", width: "m", name: "", ...madeByMe(editor) };
  }
  const made = { id, type, ...place, ...look, ...madeByMe(editor) } as NewShape;
  return inFrame(editor.scene, made);
}
