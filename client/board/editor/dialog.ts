/** The dialogs and menus that open on a board, one at a time. */
import type { Point } from "../../../shared/board/shape.ts";

/** A dialog of the board, or its menu: that stands at a point, in CSS pixels from the board's top left. */
export type BoardDialog =
  | { readonly kind: "menu"; readonly at: Point }
  /** The offer of a shape at the free end of an arrow. */
  | { readonly kind: "offer"; readonly at: Point; readonly arrow: string }
  /** The links of a shape's text. */
  | {
      readonly kind: "links";
      readonly at: Point;
      readonly shape: string;
      readonly addresses: readonly string[];
    }
  | { readonly kind: "reactions"; readonly at: Point }
  | { readonly kind: "palette" }
  | { readonly kind: "export" }
  | { readonly kind: "shortcuts" };
