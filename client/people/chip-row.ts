/** The chips of the people who are out of view: which of them there are, and their elements. */
import type { PresenceUser } from "../../shared/presence.ts";
import { CHIP_PITCH, type Frame, type OutOfView, placeChips } from "./edge-chips.ts";
import { type ChipElement, drawChip } from "./pointer-element.ts";

/** Chips at once: more would be a crowd at the edges, and the list of people has everybody. */
const MOST_CHIPS = 12;

/** CSS pixels between the middle of a chip and the edge of the free board: the chip and its arrow. */
const INSET = 24;

/** The board that the chips stand on, in CSS pixels. */
export interface Ground {
  readonly width: number;
  readonly height: number;
  readonly insets: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
}

/** Somebody with the name that is shown. */
export interface Named {
  readonly user: PresenceUser;
  readonly name: string;
}

/** The chips on the page. A person who has one keeps it until they come into view or leave. */
export class ChipRow {
  readonly #host: HTMLElement;
  readonly #goTo: (clientId: number) => void;
  readonly #chips = new Map<number, ChipElement>();

  constructor(host: HTMLElement, goTo: (clientId: number) => void) {
    this.#host = host;
    this.#goTo = goTo;
  }

  /** Shows chips for these people, as many as there is space for. */
  show(
    people: readonly OutOfView[],
    ground: Ground,
    nameOf: (clientId: number) => Named | null,
  ): void {
    if (people.length === 0 && this.#chips.size === 0) return;
    const away = new Map(people.map((person) => [person.clientId, person]));
    for (const clientId of [...this.#chips.keys()]) {
      if (!away.has(clientId)) this.remove(clientId);
    }
    for (const { clientId } of people) {
      if (this.#chips.size >= MOST_CHIPS) break;
      if (!this.#chips.has(clientId)) this.#add(clientId, nameOf(clientId));
    }
    const shown = [...this.#chips.keys()].flatMap((clientId) => away.get(clientId) ?? []);
    const places = new Map(
      placeChips(shown, frameOf(ground)).map((place) => [place.clientId, place]),
    );
    for (const [clientId, chip] of this.#chips) {
      const place = places.get(clientId);
      chip.root.hidden = place === undefined;
      if (place !== undefined) chip.place(place);
    }
  }

  /** Shows another name or colour. */
  dress(clientId: number, user: PresenceUser, name: string): void {
    this.#chips.get(clientId)?.dress(user, name);
  }

  remove(clientId: number): void {
    this.#chips.get(clientId)?.root.remove();
    this.#chips.delete(clientId);
  }

  #add(clientId: number, named: Named | null): void {
    if (named === null) return;
    const chip = drawChip(() => this.#goTo(clientId));
    chip.dress(named.user, named.name);
    this.#chips.set(clientId, chip);
    this.#host.append(chip.root);
  }
}

function frameOf({ width, height, insets }: Ground): Frame {
  const left = insets.left + INSET;
  const top = insets.top + INSET;
  return {
    left,
    top,
    right: Math.max(left + CHIP_PITCH, width - insets.right - INSET),
    bottom: Math.max(top, height - insets.bottom - INSET),
  };
}
