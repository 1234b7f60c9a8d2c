/** The board on the canvas, in step with the editor, the document and the other people. */
import type { Theme } from "../../shared/board/draw/palette.ts";
import type { ReadableStore } from "../ui/store.ts";
import type { Viewport } from "./camera.ts";
import type { Editor } from "./editor.ts";
import type { ImageSource } from "./images/source.ts";
import type { KnownInitials } from "./live/authors.ts";
import type { RemoteGestures } from "./live/gestures.ts";
import type { OverlayPart } from "./overlay/part.ts";
import { Painter } from "./paint/painter.ts";

/** Tells the painter what is seen, and asks it for no more than has changed. */
export class Stage {
  readonly #editor: Editor;
  readonly #painter: Painter;
  readonly #stop: (() => void)[];

  constructor(
    host: HTMLElement,
    editor: Editor,
    remote: RemoteGestures,
    initials: ReadableStore<KnownInitials>,
    images: ImageSource,
  ) {
    const { scene, seen } = editor;
    const { camera } = editor.view;
    const { editing } = editor.text;
    const painter = new Painter(host, scene, seen);
    painter.setImages(images);
    const showTheirs = () => seen.move("others", remote.motion.get());
    const showCamera = () => painter.setCamera(camera.get());
    const showEditing = () => {
      painter.editing = editing.get();
    };
    const showInitials = () => {
      const known = initials.get();
      painter.setInitials((id) => known.get(id) ?? null);
    };
    this.#editor = editor;
    this.#painter = painter;
    this.#stop = [
      camera.subscribe(showCamera),
      editing.subscribe(showEditing),
      remote.motion.subscribe(showTheirs),
      initials.subscribe(showInitials),
    ];
    showCamera();
    showTheirs();
    showEditing();
    showInitials();
  }

  /** Puts these marks over the shapes. They come with the hands, after the picture. */
  setOverlays(overlays: readonly OverlayPart[]): void {
    const watched = new Set(overlays.flatMap(({ from }) => from));
    this.#painter.setOverlays(overlays);
    this.#stop.push(
      ...[...watched].map((source) => source.subscribe(this.#painter.overlayChanged)),
    );
  }

  setMe(id: string): void {
    this.#painter.setMe(id);
  }

  setTheme(theme: Theme): void {
    this.#editor.view.theme = theme;
    this.#painter.setTheme(theme);
  }

  resize(viewport: Viewport, devicePixelRatio: number): void {
    this.#painter.resize(viewport.width, viewport.height, devicePixelRatio);
  }

  destroy(): void {
    for (const stop of this.#stop) stop();
    this.#painter.destroy();
  }
}
