import type { Awareness } from "y-protocols/awareness";
import type { PresenceUser } from "../../shared/presence.ts";
import { tonesOf } from "../ui/hues.ts";
import { presenceOf } from "../ui/presence.ts";
import type { ReadableStore } from "../ui/store.ts";

/** Where the board is looked at from: screen = (board − [x, y]) × zoom. */
export interface BoardWindow {
  readonly camera: ReadableStore<{ readonly x: number; readonly y: number; readonly zoom: number }>;
  readonly viewport: ReadableStore<{ readonly width: number; readonly height: number }>;
}

/** Milliseconds in which a pointer glides from one sample to the next. */
const GLIDE_MS = 80;
/** Milliseconds of rest after which a pointer fades. */
const REST_MS = 10_000;
/** Pointers shown at once: in a bigger crowd, those that moved last. */
const MOST = 60;
/** CSS pixels beyond the edge within which a pointer is still drawn, so that its name slides out of sight. */
const MARGIN = 240;

interface Pointer {
  readonly element: HTMLElement;
  readonly label: HTMLElement;
  user: PresenceUser | null;
  /** The glide: from where, to where (board units), since when. */
  from: Place;
  to: Place;
  since: number;
  restTimer: ReturnType<typeof setTimeout> | undefined;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/**
 * Other people's pointers over the board, as elements that are moved and never
 * laid out again. One animation frame loop, which runs only while one glides.
 */
export class PointerLayer {
  readonly #host: HTMLElement;
  readonly #presence: Awareness;
  readonly #board: BoardWindow;
  readonly #still = window.matchMedia("(prefers-reduced-motion: reduce)");
  /** In the order in which they last moved. */
  readonly #pointers = new Map<number, Pointer>();
  readonly #unsubscribe: readonly (() => void)[];
  #frame = 0;

  constructor(host: HTMLElement, presence: Awareness, board: BoardWindow) {
    this.#host = host;
    this.#presence = presence;
    this.#board = board;
    const redraw = () => this.#schedule();
    this.#unsubscribe = [board.camera.subscribe(redraw), board.viewport.subscribe(redraw)];
    presence.on("change", this.#onChange);
    for (const clientId of presence.getStates().keys()) this.#update(clientId);
  }

  destroy(): void {
    this.#presence.off("change", this.#onChange);
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    cancelAnimationFrame(this.#frame);
    for (const clientId of [...this.#pointers.keys()]) this.#remove(clientId);
  }

  readonly #onChange = (change: {
    added: number[];
    updated: number[];
    removed: number[];
  }): void => {
    for (const clientId of change.removed) this.#remove(clientId);
    for (const clientId of change.added) this.#update(clientId);
    for (const clientId of change.updated) this.#update(clientId);
  };

  #update(clientId: number): void {
    if (clientId === this.#presence.clientID) return;
    const { user, pointer: place } = presenceOf(this.#presence.getStates().get(clientId));
    if (user === null || place === null) {
      this.#remove(clientId);
      return;
    }
    const known = this.#pointers.get(clientId);
    const pointer = known ?? this.#add(clientId, place);
    if (pointer.user !== user) dress(pointer, user);
    if (known === undefined || known.to.x !== place.x || known.to.y !== place.y) {
      this.#move(clientId, pointer, place);
    }
  }

  #add(clientId: number, place: Place): Pointer {
    const { element, label } = drawPointer();
    const pointer: Pointer = {
      element,
      label,
      user: null,
      from: place,
      to: place,
      since: 0,
      restTimer: undefined,
    };
    this.#pointers.set(clientId, pointer);
    this.#host.append(element);
    for (const first of this.#pointers.keys()) {
      if (this.#pointers.size <= MOST) break;
      this.#remove(first);
    }
    return pointer;
  }

  #move(clientId: number, pointer: Pointer, place: Place): void {
    const now = performance.now();
    pointer.from = this.#still.matches ? place : glided(pointer, now);
    pointer.to = place;
    pointer.since = now;
    pointer.element.classList.remove("resting");
    clearTimeout(pointer.restTimer);
    pointer.restTimer = setTimeout(() => pointer.element.classList.add("resting"), REST_MS);
    this.#pointers.delete(clientId);
    this.#pointers.set(clientId, pointer);
    this.#schedule();
  }

  #remove(clientId: number): void {
    const pointer = this.#pointers.get(clientId);
    if (pointer === undefined) return;
    clearTimeout(pointer.restTimer);
    pointer.element.remove();
    this.#pointers.delete(clientId);
  }

  #schedule(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#draw);
  }

  readonly #draw = (): void => {
    this.#frame = 0;
    const now = performance.now();
    const { x, y, zoom } = this.#board.camera.get();
    const { width, height } = this.#board.viewport.get();
    let gliding = false;
    for (const pointer of this.#pointers.values()) {
      const place = glided(pointer, now);
      const left = (place.x - x) * zoom;
      const top = (place.y - y) * zoom;
      const inView =
        left > -MARGIN && top > -MARGIN && left < width + MARGIN && top < height + MARGIN;
      pointer.element.style.visibility = inView ? "visible" : "hidden";
      if (inView) pointer.element.style.transform = `translate(${left}px, ${top}px)`;
      gliding ||= now - pointer.since < GLIDE_MS;
    }
    if (gliding) this.#schedule();
  };
}

/** Where a gliding pointer is at a moment. */
function glided(pointer: Pointer, now: number): Place {
  const share = Math.min(1, Math.max(0, (now - pointer.since) / GLIDE_MS));
  const { from, to } = pointer;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function dress(pointer: Pointer, user: PresenceUser): void {
  pointer.user = user;
  pointer.label.textContent = user.name;
  pointer.element.style.setProperty("--tone-fill", tonesOf(user.color).pointer);
}

const SVG = "http://www.w3.org/2000/svg";

function drawPointer(): { element: HTMLElement; label: HTMLElement } {
  const element = document.createElement("div");
  element.className = "pointer";
  element.style.visibility = "hidden";
  const arrow = document.createElementNS(SVG, "svg");
  arrow.setAttribute("viewBox", "0 0 18 18");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", "M2 2l13 5.2-5.6 2.1L7 15z");
  arrow.append(path);
  const label = document.createElement("span");
  label.className = "pointer-name tone-fill";
  label.dir = "auto";
  element.append(arrow, label);
  return { element, label };
}
