/** Drawing from a press to a lift: the common part of the tools that do so. */
import { addShape, type NewShape } from "../../../shared/board/document.ts";
import { heldDraft } from "../../../shared/board/held.ts";
import type { EndsPlace } from "../../../shared/board/kinds/ends.ts";
import { follow } from "../../../shared/board/kinds.ts";
import type { Shape, ShapeType } from "../../../shared/board/shape.ts";
import { draftOf } from "../draft.ts";
import type { Editor } from "../editor.ts";
import { inFrame } from "../frames/frame-under.ts";
import { type NewPlace, newShape, newShapeId } from "../new-shape.ts";
import { type Drag, isDrag, type PointerInput } from "./tool.ts";

/** Writes a new shape of mine, and selects it. */
export function addNew(editor: Editor, type: ShapeType, place: NewPlace, id = newShapeId()): void {
  const made = newShape(editor, type, id, place);
  editor.transact(() =>
    addShape(editor.doc, inFrame(editor.scene, { ...made, ...endsFollowed(editor, made) })),
  );
  editor.made(id);
}

/** The points of an arrow that is bound, where they are seen: they say where it stands when its shapes are gone. */
function endsFollowed(editor: Editor, made: NewShape): Partial<EndsPlace> {
  const seen = follow(draftOf(made), editor.scene.targetOf);
  if (seen.type !== "arrow") return {};
  const { xy, size, from, to } = seen;
  return { xy, size, from, to };
}

/** Draws a shape: the hand says where it is, and the others see it grow. `click`: the press was none; `add`: writes it. */
export function drawDrag(
  editor: Editor,
  press: PointerInput,
  type: ShapeType,
  placeFor: (input: PointerInput) => NewPlace,
  click: () => void = () => undefined,
  add: (place: NewPlace, id: string) => void = (place, id) => addNew(editor, type, place, id),
): Drag {
  const id = newShapeId();
  return draftDrag(editor, press, {
    draftAt: (input) => draftOf(newShape(editor, type, id, placeFor(input))),
    write: (input) => add(placeFor(input), id),
    click,
  });
}

/** The steps of a drag that makes one new shape. */
interface Drafting {
  /** The shape as it would be, did the hand lift now. */
  draftAt(input: PointerInput): Shape;
  write(input: PointerInput): void;
  /** The press was no drag. */
  click(): void;
  /** Does the selection's frame stand around it? */
  readonly framed?: true;
}

/** Shows a new shape in the hand, here and to the others, and writes it at the lift. */
export function draftDrag(
  editor: Editor,
  press: PointerInput,
  { draftAt, write, click, framed }: Drafting,
): Drag {
  let dragged = false;
  const end = (kind: "done" | "cancel") => {
    if (dragged) editor.gestures.send({ kind });
    editor.hand.rest();
  };
  return {
    move(input) {
      dragged ||= isDrag(press, input);
      if (!dragged) return;
      const draft = draftAt(input);
      editor.hand.show({ drafts: [draft], framed: framed === true ? [draft] : null });
      editor.gestures.send({ kind: "set", shapes: [heldDraft(draft)] });
    },
    lift(input) {
      if (dragged) write(input);
      end("done");
      if (!dragged) click();
    },
    cancel: () => end("cancel"),
  };
}
