/** The front page's living board: a document of its own, drawn by the board's own painter. No room knows of it. */
import * as Y from "yjs";
import { addShape, shapesOf } from "../../../shared/board/document.ts";
import type { Theme } from "../../../shared/board/draw/palette.ts";
import { encodeInk } from "../../../shared/board/ink.ts";
import { orderKeysAbove } from "../../../shared/board/order.ts";
import { type Camera, fitBox, toScreen } from "../../board/camera.ts";
import { ShownBoard } from "../../board/shown-board.ts";
import type { Part } from "../templates/parts.ts";
import { Player } from "./player.ts";
import { actors } from "./stories.ts";
import { type Moment, momentAt, type Story, type Timetable, timetableOf } from "./story.ts";

/** CSS pixels that stay free above the drawing, where the page's words end. */
const INSETS = { top: 12, right: 0, bottom: 0, left: 0 } as const;

/** The drawing is not enlarged further than this. */
const MOST_ZOOM = 1.15;

export interface LivingOptions {
  readonly story: Story;
  readonly theme: Theme;
  /** The user wishes no motion: the drawing is there, finished. */
  readonly isStill: boolean;
}

/** A living board in an element of the page. */
export class LivingBoard {
  readonly player: Player;
  readonly #host: HTMLElement;
  readonly #pointers: readonly HTMLElement[];
  readonly #doc = new Y.Doc();
  readonly #board: ShownBoard;
  readonly #timetable: Timetable;
  readonly #stops: readonly (() => void)[];
  #camera: Camera = { x: 0, y: 0, zoom: 1 };
  #moment: Moment | null = null;
  /** The moment up to which the document is written; null: nothing is. */
  #written: number | null = null;

  constructor(host: HTMLElement, { story, theme, isStill }: LivingOptions) {
    this.#host = host;
    this.#board = new ShownBoard(host, this.#doc);
    this.#board.painter.setTheme(theme);
    this.#timetable = timetableOf(story);
    this.#pointers = isStill ? [] : actors().map(({ name, color }) => pointer(name, color));
    host.append(...this.#pointers);
    const frames = {
      request: (draw: (now: number) => void) => requestAnimationFrame(draw),
      cancel: (frame: number) => cancelAnimationFrame(frame),
    };
    this.player = new Player(this.#timetable.length, frames, (at) => this.#show(at));
    if (isStill) this.player.finish();
    else this.#show(0);

    let isInView = false;
    const look = () => this.player.setSeen(isInView && document.visibilityState === "visible");
    const views = new IntersectionObserver((entries) => {
      isInView = entries.at(-1)?.isIntersecting === true;
      look();
    });
    const sizes = new ResizeObserver(() => this.#fit());
    views.observe(host);
    sizes.observe(host);
    document.addEventListener("visibilitychange", look);
    document.fonts.addEventListener("loadingdone", this.#onFonts);
    this.#stops = [
      () => document.fonts.removeEventListener("loadingdone", this.#onFonts),
      () => views.disconnect(),
      () => sizes.disconnect(),
      () => document.removeEventListener("visibilitychange", look),
    ];
    this.#fit();
  }

  setTheme(theme: Theme): void {
    this.#board.painter.setTheme(theme);
  }

  destroy(): void {
    this.player.stop();
    for (const stop of this.#stops) stop();
    this.#board.destroy();
    this.#doc.destroy();
    for (const element of this.#pointers) element.remove();
  }

  /** The boxes of texts were made for other letters: everything is written once more. */
  readonly #onFonts = (): void => {
    const at = this.#written;
    this.#written = null;
    if (at !== null) this.#show(at);
  };

  #show(at: number): void {
    const moment = momentAt(this.#timetable, at);
    const since = this.#written;
    const isAnew = since === null || at < since;
    this.#doc.transact(() => {
      if (isAnew) shapesOf(this.#doc).clear();
      const keys = orderKeysAbove(null, moment.parts.length);
      for (const [index, part] of moment.parts.entries()) {
        const isWritten = !isAnew && (this.#timetable.deeds[index]?.ends ?? 0) < since;
        if (part !== null && !isWritten)
          writePart(this.#doc, `part-${index}`, keys[index] ?? "a0", part);
      }
    });
    this.#written = at;
    this.#moment = moment;
    this.#host.classList.toggle("is-over", at >= this.#timetable.length);
    this.#placePointers();
  }

  #fit(): void {
    const { clientWidth: width, clientHeight: height } = this.#host;
    this.#board.painter.resize(width, height, window.devicePixelRatio);
    this.#camera = fitBox(this.#timetable.story.box, { width, height }, INSETS, MOST_ZOOM);
    this.#board.painter.setCamera(this.#camera);
    this.#placePointers();
  }

  #placePointers(): void {
    for (const [index, element] of this.#pointers.entries()) {
      const at = this.#moment?.pointers[index];
      if (at === undefined) continue;
      const [left, top] = toScreen(this.#camera, at);
      element.style.transform = `translate(${left}px, ${top}px)`;
    }
  }
}

/** Writes a part as the shape with this id: what differs from what is there. */
export function writePart(doc: Y.Doc, id: string, z: string, part: Part): void {
  const shape = { ...part, id, z, by: "", at: 0 };
  const map = shapesOf(doc).get(id);
  if (map === undefined) {
    addShape(doc, shape);
    return;
  }
  for (const [key, value] of Object.entries(part)) {
    const present = map.get(key);
    if (present instanceof Y.Text) type(present, String(value));
    else if (key === "points" && Array.isArray(value)) map.set(key, encodeInk(value));
    else if (JSON.stringify(present) !== JSON.stringify(value)) map.set(key, value);
  }
}

/** Makes a text say these words; letters that are there already stay. */
function type(text: Y.Text, words: string): void {
  const present = text.toString();
  const staying = words.startsWith(present) ? present.length : 0;
  if (staying < present.length) text.delete(0, present.length);
  if (staying < words.length) text.insert(staying, words.slice(staying));
}

const SVG = "http://www.w3.org/2000/svg";

function pointer(name: string, color: string): HTMLElement {
  const element = document.createElement("div");
  element.className = "home-pointer";
  element.style.setProperty("--tone-fill", color);
  const arrow = document.createElementNS(SVG, "svg");
  arrow.setAttribute("viewBox", "0 0 18 18");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", "M2 2l13 5.2-5.6 2.1L7 15z");
  arrow.append(path);
  const label = document.createElement("span");
  label.textContent = name;
  element.append(arrow, label);
  return element;
}
