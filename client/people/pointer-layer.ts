import type { Awareness } from "y-protocols/awareness";
import type { PresenceUser } from "../../shared/presence.ts";
import type { GestureChannel } from "../sync/channel.ts";
import { tonesOf } from "../ui/hues.ts";
import { type NameTags, taggedName } from "../ui/names.ts";
import type { ReadableStore } from "../ui/store.ts";
import { Crowd } from "./crowd.ts";
import { Glide } from "./glide.ts";
import { type Place, PointerPlaces } from "./pointer-places.ts";

/** Where the board is looked at from: screen = (board − [x, y]) × zoom. */
export interface BoardWindow {
  readonly camera: ReadableStore<{ readonly x: number; readonly y: number; readonly zoom: number }>;
  readonly viewport: ReadableStore<{ readonly width: number; readonly height: number }>;
}

export interface PointerLayerOptions {
  readonly presence: Awareness;
  readonly gestures: GestureChannel;
  readonly board: BoardWindow;
  /** The tags that tell people of one name apart. */
  readonly tags: ReadableStore<NameTags>;
  /** My public id in this room; empty until the room has said it. */
  readonly myId: ReadableStore<string>;
}

/** Milliseconds of rest after which a pointer fades. */
const REST_MS = 10_000;
/** CSS pixels beyond the edge within which a pointer is still drawn, so that its name slides out of sight. */
const MARGIN = 240;

interface Pointer {
  readonly element: HTMLElement;
  readonly label: HTMLElement;
  readonly glide: Glide;
  user: PresenceUser;
  restTimer: ReturnType<typeof setTimeout> | undefined;
}

/**
 * Other people's pointers over the board, as elements that are moved and never
 * laid out again. One animation frame loop, which runs only while one glides.
 */
export class PointerLayer {
  readonly #host: HTMLElement;
  readonly #board: BoardWindow;
  readonly #tags: ReadableStore<NameTags>;
  readonly #still = window.matchMedia("(prefers-reduced-motion: reduce)");
  readonly #crowd = new Crowd();
  readonly #pointers = new Map<number, Pointer>();
  readonly #places: PointerPlaces;
  readonly #unsubscribe: readonly (() => void)[];
  #frame = 0;

  constructor(host: HTMLElement, options: PointerLayerOptions) {
    const { presence, gestures, board, tags, myId } = options;
    this.#host = host;
    this.#board = board;
    this.#tags = tags;
    const redraw = () => this.#schedule();
    this.#unsubscribe = [
      board.camera.subscribe(redraw),
      board.viewport.subscribe(redraw),
      tags.subscribe(this.#nameAll),
    ];
    const events = {
      show: (clientId: number, user: PresenceUser, place: Place) =>
        this.#show(clientId, user, place),
      hide: (clientId: number) => this.#remove(clientId),
    };
    this.#places = new PointerPlaces(presence, gestures, events, myId);
  }

  destroy(): void {
    this.#places.destroy();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    cancelAnimationFrame(this.#frame);
    for (const clientId of [...this.#pointers.keys()]) this.#remove(clientId);
  }

  #show(clientId: number, user: PresenceUser, place: Place): void {
    const known = this.#pointers.get(clientId);
    if (known !== undefined && known.user !== user) this.#dress(known, clientId, user);
    const goal = known?.glide.goal;
    if (goal?.x === place.x && goal.y === place.y) return;
    const now = performance.now();
    if (!this.#crowd.move(clientId, now, (other) => this.#remove(other))) return;
    known?.glide.moveTo(place, now, this.#still.matches);
    const pointer = known ?? this.#add(clientId, user, new Glide(place, now));
    pointer.element.classList.remove("resting");
    clearTimeout(pointer.restTimer);
    pointer.restTimer = setTimeout(() => pointer.element.classList.add("resting"), REST_MS);
    this.#schedule();
  }

  #add(clientId: number, user: PresenceUser, glide: Glide): Pointer {
    const { element, label } = drawPointer();
    const pointer: Pointer = { element, label, glide, user, restTimer: undefined };
    this.#dress(pointer, clientId, user);
    this.#pointers.set(clientId, pointer);
    this.#host.append(element);
    return pointer;
  }

  readonly #nameAll = (): void => {
    for (const [clientId, pointer] of this.#pointers) this.#dress(pointer, clientId, pointer.user);
  };

  #dress(pointer: Pointer, clientId: number, user: PresenceUser): void {
    pointer.user = user;
    const id = user.id ?? `client ${clientId}`;
    pointer.label.textContent = taggedName(this.#tags.get(), id, user.name);
    pointer.label.classList.toggle("is-verified", user.verified);
    pointer.element.style.setProperty("--tone-fill", tonesOf(user.color).pointer);
  }

  #remove(clientId: number): void {
    const pointer = this.#pointers.get(clientId);
    if (pointer === undefined) return;
    this.#crowd.leave(clientId);
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
      const place = pointer.glide.at(now);
      const left = (place.x - x) * zoom;
      const top = (place.y - y) * zoom;
      const inView =
        left > -MARGIN && top > -MARGIN && left < width + MARGIN && top < height + MARGIN;
      pointer.element.style.visibility = inView ? "visible" : "hidden";
      if (inView) pointer.element.style.transform = `translate(${left}px, ${top}px)`;
      gliding ||= pointer.glide.isMoving(now);
    }
    if (gliding) this.#schedule();
  };
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
