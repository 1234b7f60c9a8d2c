/** The look of a picture that is exported: its theme and its paper. */
import type { Theme } from "../../../shared/board/draw/palette.ts";
import { initialsOf } from "../../ui/initials.ts";
import type { Editor } from "../editor.ts";
import type { Placed } from "../scene/scene.ts";

export interface Look {
  readonly theme: Theme;
  /** Without it, what lies below the picture is seen. */
  readonly hasPaper: boolean;
}

/** Tells the initials with which notes are signed, of people whom this page has met. */
export function initialsFor(editor: Editor): (id: string) => string | null {
  return (id) => {
    const name = editor.people.nameOf(id);
    return name === null ? null : initialsOf(name) || null;
  };
}

/** The shapes as they are drawn: without paper, the sheet of the frame that is the picture is left out, too. */
export function drawnOf(
  shapes: readonly Placed[],
  { hasPaper }: Look,
  frame: string | null,
): readonly Placed[] {
  return hasPaper || frame === null ? shapes : shapes.filter(({ shape }) => shape.id !== frame);
}
