import type { Awareness } from "y-protocols/awareness";
import { type Presence, readPresence } from "../../../shared/presence.ts";
import { createStore, type ReadableStore } from "../../ui/store.ts";
import { isSameCaret } from "../text/caret-place.ts";

/** The state of another person on the board, besides a pointer's movement. */
export interface Other {
  /** Their public id. */
  readonly id: string;
  readonly name: string;
  /** Does a token vouch for the name? */
  readonly verified: boolean;
  readonly color: string;
  /** Is their pointer on the board? It carries their name. */
  readonly points: boolean;
  readonly selection: readonly string[];
  readonly caret: Presence["caret"];
}

/** Says where the name of somebody stands who has something selected: once, wherever they are at work. */
export function namePlace({ caret, points }: Pick<Other, "caret" | "points">): NamePlace {
  if (caret !== null) return "caret";
  return points ? "pointer" : "selection";
}

/** The mark of a person that carries their name. */
export type NamePlace = "caret" | "pointer" | "selection";

/** The others who have something selected or type; changes only when that does, not when a pointer moves. */
export class Others {
  readonly now: ReadableStore<readonly Other[]>;
  readonly #now = createStore<readonly Other[]>([]);
  readonly #presence: Awareness;
  #myId = "";
  /** States are replaced, never changed: each is read once. */
  readonly #read = new WeakMap<object, Other | null>();

  constructor(presence: Awareness) {
    this.now = this.#now;
    this.#presence = presence;
    presence.on("change", this.#refresh);
    this.#refresh();
  }

  /** My public id: my own tabs in this room are no others. */
  setMyId(id: string): void {
    this.#myId = id;
    this.#refresh();
  }

  destroy(): void {
    this.#presence.off("change", this.#refresh);
  }

  readonly #refresh = (): void => {
    const others: Other[] = [];
    for (const [client, state] of this.#presence.getStates()) {
      if (client === this.#presence.clientID) continue;
      const other = this.#other(client, state);
      if (other !== null && other.id !== this.#myId) others.push(other);
    }
    if (!isSame(others, this.#now.get())) this.#now.set(others);
  };

  #other(client: number, state: object): Other | null {
    let other = this.#read.get(state);
    if (other === undefined) {
      const { user, pointer, selection, caret } = readPresence(state);
      const isIdle = user === null || (selection.length === 0 && caret === null);
      if (isIdle) other = null;
      else {
        const { id = `client ${client}`, name, verified, color } = user;
        other = { id, name, verified, color, points: pointer !== null, selection, caret };
      }
      this.#read.set(state, other);
    }
    return other;
  }
}

function isSame(a: readonly Other[], b: readonly Other[]): boolean {
  return a.length === b.length && a.every((other, index) => isSameOther(other, b[index]));
}

function isSameOther(a: Other, b: Other | undefined): boolean {
  return (
    b !== undefined &&
    a.id === b.id &&
    a.name === b.name &&
    a.verified === b.verified &&
    a.color === b.color &&
    a.points === b.points &&
    isSameCaret(a.caret, b.caret) &&
    a.selection.length === b.selection.length &&
    a.selection.every((id, index) => id === b.selection[index])
  );
}
