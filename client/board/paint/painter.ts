/** Paints the board on stacked canvases, once a frame and no more than has changed. */
import { PALETTES, type Theme } from "../../../shared/board/draw/palette.ts";
import { onSketcher } from "../../../shared/board/draw/sketching.ts";
import type { Camera } from "../camera.ts";
import { type Box, boxesTouch } from "../geometry.ts";
import type { ImageSource } from "../images/source.ts";
import type { OverlayPart } from "../overlay/part.ts";
import { ScreenPen } from "../overlay/screen-pen.ts";
import type { Scene, SceneChange } from "../scene/scene.ts";
import type { Seen } from "../scene/seen.ts";
import { Effort, FRAME_EFFORT } from "./effort.ts";
import type { Without } from "./fine-picture.ts";
import { Layer } from "./layer.ts";
import { Rising } from "./rise.ts";
import { type Painting, paintShapes } from "./shapes.ts";
import { StillLayer } from "./still.ts";
import { boardBox, type View, viewOf } from "./view.ts";

/** A canvas wider or higher than this is refused by some browsers. */
const MOST_PIXELS = 8192;

/** Milliseconds without another zoom after which a stretched picture is painted anew. */
const ZOOM_REST = 120;

/** Milliseconds without a change after which a picture that took too long is painted whole, a slice a frame. */
const FINISH_REST = 150;

/** Paints the board on stacked canvases: what rests, what moves, and what lies over both. */
export class Painter {
  private readonly scene: Scene;
  private readonly seen: Seen;
  /** The lowest first. */
  private overlays: readonly OverlayPart[] = [];
  private readonly rising: Rising;
  private readonly still: StillLayer;
  private readonly activeLayer: Layer;
  private readonly overlayLayer: Layer;
  private readonly stopWatching: readonly (() => void)[];
  private readonly stopSketching: () => void;
  private size = { width: 0, height: 0, pixelRatio: 1 };
  private camera: Camera = { x: 0, y: 0, zoom: 1 };
  private theme: Theme = "light";
  private me = "";
  private initialsOf: (id: string) => string | null = () => null;
  private images: ImageSource | null = null;
  private stopImages: () => void = () => undefined;
  private edited: string | null = null;
  private stale = { size: true, still: true, active: true, overlay: true };
  /** A canvas without anything on it is hidden and left alone: each one that is shown or changed costs the page a copy. */
  private activeIsClear = true;
  private overlayIsClear = true;
  private frame: number | null = null;
  private zooming = false;
  private rest: ReturnType<typeof setTimeout> | null = null;
  private finishing: ReturnType<typeof setTimeout> | null = null;
  private slice: number | null = null;

  constructor(host: HTMLElement, scene: Scene, seen: Seen) {
    this.scene = scene;
    this.seen = seen;
    this.rising = new Rising(scene, seen);
    this.still = new StillLayer(host, seen);
    this.activeLayer = new Layer(host);
    this.overlayLayer = new Layer(host);
    this.activeLayer.show(false);
    this.overlayLayer.show(false);
    this.stopWatching = [scene.subscribe(this.onScene), seen.subscribe(this.onSeen)];
    document.fonts.addEventListener("loadingdone", this.onFonts);
    this.stopSketching = onSketcher(this.onSketcher);
  }

  setTheme(theme: Theme): void {
    if (theme === this.theme) return;
    this.theme = theme;
    this.request("still", "active", "overlay");
  }

  /** Other people are known by their public ids from now on: what they have signed is painted again. */
  setInitials(initialsOf: (id: string) => string | null): void {
    this.initialsOf = initialsOf;
    this.still.invalidate();
    this.request("still", "active");
  }

  /** The images of the room, each painted where it is seen once it is there. */
  setImages(images: ImageSource): void {
    this.stopImages();
    this.images = images;
    this.stopImages = images.subscribe((boxes) => {
      this.damage(boxes);
      this.request("active");
    });
  }

  /** The user's public id: their own reactions look so from now on. */
  setMe(id: string): void {
    if (id === this.me) return;
    this.me = id;
    this.still.invalidate();
    this.request("still", "active");
  }

  /** The board element's size in CSS pixels. */
  resize(width: number, height: number, devicePixelRatio: number): void {
    const pixelRatio = Math.min(
      Math.max(devicePixelRatio, 0.5),
      MOST_PIXELS / Math.max(width, height, 1),
    );
    const { size } = this;
    if (size.width === width && size.height === height && size.pixelRatio === pixelRatio) return;
    this.size = { width, height, pixelRatio };
    // The canvases are resized in the frame that paints them: resizing empties them.
    this.request("size", "still", "active", "overlay");
  }

  setCamera(camera: Camera): void {
    const { x, y, zoom } = this.camera;
    if (camera.x === x && camera.y === y && camera.zoom === zoom) return;
    this.camera = camera;
    this.cancelFinishing();
    if (camera.zoom !== zoom) {
      this.zooming = true;
      this.cancelSharpen();
    }
    this.request("still", "active", "overlay");
  }

  /** Puts these parts over the shapes, in place of those before. */
  setOverlays(overlays: readonly OverlayPart[]): void {
    this.overlays = [...overlays].sort((a, b) => a.above - b.above);
    this.request("overlay");
  }

  /** A part of the overlay is to be painted again. */
  readonly overlayChanged = (): void => this.request("overlay");

  /** The shape whose text is edited in place: its box is drawn, its text is not. */
  get editing(): string | null {
    return this.edited;
  }

  set editing(id: string | null) {
    if (id === this.edited) return;
    const ids = [this.edited, id].filter((one) => one !== null);
    this.edited = id;
    this.damage(this.boxesOf(ids));
    this.request("active");
  }

  destroy(): void {
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    this.frame = null;
    this.cancelSharpen();
    this.cancelFinishing();
    for (const stop of this.stopWatching) stop();
    this.stopImages();
    document.fonts.removeEventListener("loadingdone", this.onFonts);
    this.stopSketching();
    this.still.destroy();
    this.activeLayer.destroy();
    this.overlayLayer.destroy();
  }

  private readonly onScene = (change: SceneChange): void => {
    this.damage(change.damage);
  };

  private readonly onSeen = (): void => {
    if (this.rising.isAtWork || !this.activeIsClear) this.request("active");
  };

  private readonly onSketcher = (): void => {
    this.still.invalidate();
    this.request("still", "active");
  };

  private readonly onFonts = (): void => {
    this.still.invalidate();
    this.request("still", "active", "overlay");
  };

  private boxesOf(ids: Iterable<string>): Box[] {
    const boxes: Box[] = [];
    for (const id of ids) {
      const box = this.scene.boxOf(id);
      if (box !== undefined) boxes.push(box);
    }
    return boxes;
  }

  private damage(boxes: readonly Box[]): void {
    if (boxes.length === 0) return;
    this.still.damaged(boxes);
    this.request("still");
  }

  private request(...parts: (keyof typeof this.stale)[]): void {
    for (const part of parts) this.stale[part] = true;
    this.frame ??= requestAnimationFrame(this.paint);
  }

  private readonly paint = (): void => {
    this.frame = null;
    const { stale, size } = this;
    this.stale = { size: false, still: false, active: false, overlay: false };
    if (stale.size) {
      this.still.resize(size.width, size.height, size.pixelRatio);
      this.activeLayer.resize(size.width, size.height, size.pixelRatio);
      this.overlayLayer.resize(size.width, size.height, size.pixelRatio);
      this.activeIsClear = true;
      this.overlayIsClear = true;
    }
    const palette = PALETTES[this.theme];
    const { camera, initialsOf, images, me } = this;
    const view = viewOf(camera, size.pixelRatio, palette, initialsOf, images, me);
    const damage = stale.active ? this.rising.settle(this.viewBox(view)) : [];
    this.still.damaged(damage);
    if (stale.still || damage.length > 0) {
      this.still.paint(view, this.without(), this.zooming);
      if (this.still.isStretched) this.sharpenSoon();
      else this.zooming = false;
      if (this.still.isSharpening) this.slice ??= requestAnimationFrame(this.finishSlice);
      else if (this.still.isUnfinished) this.finishSoon();
    }
    if (stale.active) this.paintActive(view);
    if (stale.overlay) this.paintOverlay(view);
  };

  private viewBox(view: View): Box {
    const { width, height } = this.activeLayer.canvas;
    return boardBox({ x: 0, y: 0, width, height }, view);
  }

  private without(): Without {
    return { risen: this.rising.aboveStill, editing: this.edited };
  }

  /** A board that took too long is painted whole when nothing changes for a while. */
  private finishSoon(): void {
    if (this.slice !== null && this.still.isFinishing) return;
    this.finishing ??= setTimeout(() => {
      this.finishing = null;
      this.slice = requestAnimationFrame(this.finishSlice);
    }, FINISH_REST);
  }

  private readonly finishSlice = (): void => {
    this.slice = null;
    if (this.still.finish(this.without())) this.request("still");
    else if (this.still.isUnfinished) this.slice = requestAnimationFrame(this.finishSlice);
  };

  private cancelFinishing(): void {
    if (this.finishing !== null) clearTimeout(this.finishing);
    if (this.slice !== null) cancelAnimationFrame(this.slice);
    this.finishing = null;
    this.slice = null;
  }

  private paintOverlay(view: View): void {
    const layer = this.overlayLayer;
    const shown = this.overlays.filter((part) => part.isShown());
    const nothing = shown.length === 0;
    if (nothing && this.overlayIsClear) return;
    layer.clear();
    layer.show(!nothing);
    this.overlayIsClear = nothing;
    const pen = new ScreenPen(layer.brush.context, view);
    for (const part of shown) {
      pen.reset();
      part.paint(pen);
    }
  }

  private sharpenSoon(): void {
    this.rest ??= setTimeout(() => {
      this.rest = null;
      this.zooming = false;
      this.request("still");
    }, ZOOM_REST);
  }

  private cancelSharpen(): void {
    if (this.rest !== null) clearTimeout(this.rest);
    this.rest = null;
  }

  private paintActive(view: View): void {
    const layer = this.activeLayer;
    const within = this.viewBox(view);
    const { risen } = this.rising;
    const drafts = this.seen.drafts().filter(({ box }) => boxesTouch(box, within));
    const nothing = risen.length === 0 && drafts.length === 0;
    if (nothing && this.activeIsClear) return;
    layer.clear();
    layer.show(!nothing);
    this.activeIsClear = nothing;
    const effort = new Effort(FRAME_EFFORT);
    const painting: Painting = { brush: layer.brush, view, within, editing: this.edited, effort };
    // A shape that is being drawn is seen to grow, whatever moves besides.
    paintShapes(painting, risen);
    paintShapes({ ...painting, effort: new Effort(FRAME_EFFORT) }, drafts);
  }
}
