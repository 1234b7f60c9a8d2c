import type { Theme } from "../../shared/board/draw/palette.ts";
import { hasText, type Shape } from "../../shared/board/shape.ts";
import { type NameTags, taggedName } from "../ui/names.ts";
import type { ReadableStore } from "../ui/store.ts";
import type { Viewport } from "./camera.ts";
import { lettersBefore } from "./caret-place.ts";
import type { Editor } from "./editor.ts";
import type { RemoteGestures } from "./gestures.ts";
import { namePlace, type Others } from "./others.ts";
import { type Overlay, Painter } from "./paint/painter.ts";

/** Puts on the canvas what the editor, the document and the other people say; asks the painter for no more than has changed. */
export class Stage {
  readonly #editor: Editor;
  readonly #others: Others;
  readonly #tags: ReadableStore<NameTags>;
  readonly #painter: Painter;
  readonly #stop: readonly (() => void)[];

  constructor(
    host: HTMLElement,
    editor: Editor,
    remote: RemoteGestures,
    others: Others,
    tags: ReadableStore<NameTags>,
  ) {
    this.#tags = tags;
    this.#editor = editor;
    this.#others = others;
    this.#painter = new Painter(host, editor.scene, editor.seen);
    const showTheirs = () => editor.seen.move("others", remote.motion.get());
    const showCamera = () => this.#painter.setCamera(editor.camera.get());
    this.#stop = [
      editor.camera.subscribe(showCamera),
      editor.motion.subscribe(this.#showOverlay),
      remote.motion.subscribe(showTheirs),
      editor.editing.subscribe(this.#showEditing),
      ...[editor.selection, editor.hover, editor.marquee, editor.readOnly, others.now, tags].map(
        (store) => store.subscribe(this.#showOverlay),
      ),
      editor.seen.subscribe(this.#showOverlay),
    ];
    showCamera();
    showTheirs();
    this.#showEditing();
  }

  setTheme(theme: Theme): void {
    this.#painter.setTheme(theme);
  }

  resize(viewport: Viewport, devicePixelRatio: number): void {
    this.#painter.resize(viewport.width, viewport.height, devicePixelRatio);
  }

  destroy(): void {
    for (const stop of this.#stop) stop();
    this.#painter.destroy();
  }

  readonly #showEditing = (): void => {
    this.#painter.editing = this.#editor.editing.get();
    this.#showOverlay();
  };

  readonly #showOverlay = (): void => {
    this.#painter.setOverlay(this.#overlay());
  };

  #overlay(): Overlay {
    const editor = this.#editor;
    const { scene, selection } = editor;
    const { moved, framed } = editor.motion.get();
    const shapeOf = (id: string): Shape | undefined => editor.seen.get(id)?.shape;
    const shapesOf = (ids: readonly string[]) => ids.flatMap((id) => shapeOf(id) ?? []);
    const hover = editor.hover.get();
    const isAtRest = moved.length === 0 && framed === null && editor.marquee.get() === null;
    const tags = this.#tags.get();
    const others = this.#others.now
      .get()
      .map((other) => ({ ...other, name: taggedName(tags, other.id, other.name) }));
    return {
      selection: framed ?? shapesOf(selection.get()),
      showHandles:
        isAtRest &&
        !editor.readOnly.get() &&
        editor.editing.get() === null &&
        selection.unlocked().length > 0,
      marquee: editor.marquee.get(),
      hover: hover === null || selection.has(hover) || !isAtRest ? null : (shapeOf(hover) ?? null),
      others: others.flatMap((other) => {
        const { verified, color, selection: ids, caret } = other;
        // Where somebody types, the caret says it all.
        const shapes = shapesOf(ids.filter((id) => id !== caret?.shape));
        const name = namePlace(other) === "selection" ? other.name : null;
        return shapes.length === 0 ? [] : [{ name, verified, color, shapes }];
      }),
      carets: others.flatMap(({ name, verified, color, caret }) => {
        const stored = caret === null ? undefined : scene.get(caret.shape);
        if (caret === null || stored === undefined || !hasText(stored)) return [];
        const index = lettersBefore(stored, caret);
        return [{ shape: shapeOf(caret.shape) ?? stored, index, color, name, verified }];
      }),
    };
  }
}
