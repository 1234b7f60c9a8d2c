/** A panel: an island of the board, and where it stands. */
import type { ComponentType } from "react";
import type { Theme } from "../../../shared/board/draw/palette.ts";
import type { KeptValues } from "../../ui/storage.ts";
import type { Editor } from "../editor.ts";

export interface PanelProps {
  editor: Editor;
  theme: Theme;
  /** The layout for a phone or a narrow embed. */
  compact: boolean;
  /** The values that this browser keeps. */
  kept: KeptValues;
}

export interface Panel {
  readonly name: string;
  /** Over the board at a place of its own, in the corner at the bottom, or in the middle there. */
  readonly place: "over" | "corner" | "bottom";
  /** For which users and layouts it is there: all, if this is left out. */
  isShown?(layout: { readOnly: boolean; compact: boolean }): boolean;
  readonly Part: ComponentType<PanelProps>;
}
