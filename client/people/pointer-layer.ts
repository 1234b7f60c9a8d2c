/** Other people's pointers over the board, and the chips of those who are out of view. */
import type { Awareness } from "y-protocols/awareness";
import type { PresenceUser } from "../../shared/presence.ts";
import type { GestureChannel } from "../sync/channel.ts";
import { type NameTags, taggedName } from "../ui/names.ts";
import type { ReadableStore } from "../ui/store.ts";
import { ChipRow, type Named } from "./chip-row.ts";
import { Crowd } from "./crowd.ts";
import type { OutOfView } from "./edge-chips.ts";
import { Glide } from "./glide.ts";
import { drawPointer, type PointerElement } from "./pointer-element.ts";
import { type Place, PointerPlaces } from "./pointer-places.ts";
import { type Stage, Stillness } from "./stillness.ts";

/** Where the board is looked at from: screen = (board − [x, y]) × zoom. */
export interface BoardWindow {
  readonly camera: ReadableStore<{ readonly x: number; readonly y: number; readonly zoom: number }>;
  readonly viewport: ReadableStore<{ readonly width: number; readonly height: number }>;
  /** CSS pixels at each side that islands cover; at the right they cover it whole. */
  readonly insets: ReadableStore<{
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  }>;
  /** Brings a place of the board into the middle of the view. */
  lookAt(place: Place): void;
  focus(): void;
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

/** Milliseconds between two moves of the chips while pointers glide: far away, less is seen of each. */
const CHIPS_MS = 100;

interface Pointer {
  readonly element: PointerElement;
  readonly glide: Glide;
  user: PresenceUser;
  inView: boolean;
}

/**
 * Other people's pointers, as elements that are moved and never laid out again.
 * One animation frame loop, which runs only while one glides.
 */
export class PointerLayer {
  readonly #host: HTMLElement;
  readonly #board: BoardWindow;
  readonly #tags: ReadableStore<NameTags>;
  readonly #still = window.matchMedia("(prefers-reduced-motion: reduce)");
  readonly #crowd = new Crowd();
  readonly #stillness = new Stillness((clientId, stage) => this.#show(clientId, stage));
  readonly #pointers = new Map<number, Pointer>();
  /** Of each person, the client that has moved last: it alone carries the name. */
  readonly #leads = new Map<string, number>();
  readonly #chips: ChipRow;
  readonly #places: PointerPlaces;
  readonly #unsubscribe: readonly (() => void)[];
  #frame = 0;
  /** When the chips were moved last. */
  #chipsAt = 0;

  /** `host` is for the pointers, which are decoration, and `chips` for the buttons at the edge. */
  constructor(host: HTMLElement, chips: HTMLElement, options: PointerLayerOptions) {
    const { presence, gestures, board, tags, myId } = options;
    this.#host = host;
    this.#board = board;
    this.#tags = tags;
    this.#chips = new ChipRow(chips, (clientId) => this.#goTo(clientId));
    const redraw = () => this.#schedule();
    this.#unsubscribe = [
      board.camera.subscribe(redraw),
      board.viewport.subscribe(redraw),
      board.insets.subscribe(redraw),
      tags.subscribe(this.#nameAll),
    ];
    const events = {
      show: (clientId: number, user: PresenceUser, place: Place, writes: boolean) =>
        this.#move(clientId, user, place, writes),
      hide: (clientId: number) => this.#remove(clientId),
    };
    this.#places = new PointerPlaces(presence, gestures, events, myId);
  }

  destroy(): void {
    this.#places.destroy();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    cancelAnimationFrame(this.#frame);
    for (const clientId of [...this.#pointers.keys()]) this.#remove(clientId);
    this.#stillness.destroy();
  }

  #move(clientId: number, user: PresenceUser, place: Place, writes: boolean): void {
    const known = this.#pointers.get(clientId);
    if (known !== undefined && known.user !== user) this.#dress(known, clientId, user);
    // While somebody writes, their name stands at the caret.
    known?.element.root.classList.toggle("is-writing", writes);
    const goal = known?.glide.goal;
    if (goal?.x === place.x && goal.y === place.y) return;
    const now = performance.now();
    if (!this.#crowd.move(clientId, now, (other) => this.#remove(other))) return;
    known?.glide.moveTo(place, now, this.#still.matches);
    const pointer = known ?? this.#add(clientId, user, new Glide(place, now));
    if (known === undefined) pointer.element.root.classList.toggle("is-writing", writes);
    this.#lead(clientId, user);
    this.#stillness.move(clientId, now);
    this.#schedule();
  }

  #add(clientId: number, user: PresenceUser, glide: Glide): Pointer {
    const pointer: Pointer = { element: drawPointer(), glide, user, inView: false };
    this.#dress(pointer, clientId, user);
    this.#pointers.set(clientId, pointer);
    this.#host.append(pointer.element.root);
    return pointer;
  }

  /** The name goes with the client that a person moves. */
  #lead(clientId: number, { id }: PresenceUser): void {
    if (id === undefined) return;
    const before = this.#leads.get(id);
    if (before === clientId) return;
    this.#leads.set(id, clientId);
    if (before !== undefined) {
      this.#pointers.get(before)?.element.root.classList.add("is-second");
    }
    this.#pointers.get(clientId)?.element.root.classList.remove("is-second");
  }

  readonly #nameAll = (): void => {
    for (const [clientId, pointer] of this.#pointers) this.#dress(pointer, clientId, pointer.user);
  };

  #dress(pointer: Pointer, clientId: number, user: PresenceUser): void {
    pointer.user = user;
    const name = taggedName(this.#tags.get(), user.id ?? `client ${clientId}`, user.name);
    pointer.element.dress(user, name);
    this.#chips.dress(clientId, user, name);
  }

  #show(clientId: number, stage: Stage): void {
    const classes = this.#pointers.get(clientId)?.element.root.classList;
    classes?.toggle("is-still", stage !== "moving");
    classes?.toggle("is-resting", stage === "resting");
  }

  #remove(clientId: number): void {
    const pointer = this.#pointers.get(clientId);
    if (pointer === undefined) return;
    const { id } = pointer.user;
    if (id !== undefined && this.#leads.get(id) === clientId) this.#leads.delete(id);
    this.#crowd.leave(clientId);
    this.#stillness.forget(clientId);
    this.#chips.remove(clientId);
    pointer.element.root.remove();
    this.#pointers.delete(clientId);
    this.#schedule();
  }

  #goTo(clientId: number): void {
    const pointer = this.#pointers.get(clientId);
    if (pointer === undefined) return;
    this.#board.lookAt(pointer.glide.goal);
    this.#board.focus();
  }

  readonly #named = (clientId: number): Named | null => {
    const user = this.#pointers.get(clientId)?.user;
    if (user === undefined) return null;
    return {
      user,
      name: taggedName(this.#tags.get(), user.id ?? `client ${clientId}`, user.name),
    };
  };

  #schedule(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#draw);
  }

  readonly #draw = (): void => {
    this.#frame = 0;
    const now = performance.now();
    const { x, y, zoom } = this.#board.camera.get();
    const { width, height } = this.#board.viewport.get();
    const insets = this.#board.insets.get();
    const right = width - insets.right;
    const outOfView: OutOfView[] = [];
    let gliding = false;
    let crossed = false;
    for (const [clientId, pointer] of this.#pointers) {
      const place = pointer.glide.at(now);
      const left = (place.x - x) * zoom;
      const top = (place.y - y) * zoom;
      const inView = left >= 0 && top >= 0 && left <= right && top <= height;
      const { style } = pointer.element.root;
      if (inView) style.transform = `translate(${left}px, ${top}px)`;
      else outOfView.push({ clientId, x: left, y: top });
      if (inView !== pointer.inView) {
        pointer.inView = inView;
        crossed = true;
        style.visibility = inView ? "visible" : "hidden";
      }
      gliding ||= pointer.glide.isMoving(now);
    }
    if (crossed || !gliding || now - this.#chipsAt >= CHIPS_MS) {
      this.#chipsAt = now;
      this.#chips.show(outOfView, { width, height, insets }, this.#named);
    }
    if (gliding) this.#schedule();
  };
}
