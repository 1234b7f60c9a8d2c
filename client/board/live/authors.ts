/** The initials of the people who are or were here while this page is open, by public id. */
import type { Awareness } from "y-protocols/awareness";
import { readPresence } from "../../../shared/presence.ts";
import { initialsOf } from "../../ui/initials.ts";
import { plainName } from "../../ui/names.ts";
import { createStore, type ReadableStore } from "../../ui/store.ts";

/** Initials by public id. */
export type KnownInitials = ReadonlyMap<string, string>;

/** The most people who are remembered. */
const MOST_KNOWN = 2_000;

/** Remembers whose public id is whose: shapes name their makers so. Changes only when somebody new is known. */
export class Authors {
  readonly known: ReadableStore<KnownInitials>;
  readonly #known = createStore<KnownInitials>(new Map());
  readonly #presence: Awareness;
  /** States are replaced, never changed: each is read once. */
  readonly #read = new WeakSet<object>();
  /** The names as they were heard last, of no more people than are known. */
  readonly #names = new Map<string, string>();
  #myId = "";

  constructor(presence: Awareness) {
    this.known = this.#known;
    this.#presence = presence;
    presence.on("change", this.#look);
    this.#look();
  }

  /** My public id, which my own state does not hold. */
  setMyId(id: string): void {
    this.#myId = id;
    const mine = this.#presence.getLocalState();
    if (mine !== null) this.#read.delete(mine);
    this.#look();
  }

  /** The name of a person by public id; `null`: they were not here while this page was open. */
  nameOf(id: string): string | null {
    const name = this.#names.get(id);
    return name === undefined ? null : plainName(name);
  }

  destroy(): void {
    this.#presence.off("change", this.#look);
  }

  readonly #look = (): void => {
    const known = this.#known.get();
    let more: Map<string, string> | null = null;
    for (const [client, state] of this.#presence.getStates()) {
      if (this.#read.has(state)) continue;
      this.#read.add(state);
      const { user } = readPresence(state);
      const id = client === this.#presence.clientID ? this.#myId : user?.id;
      if (user === null || id === undefined || id === "") continue;
      if (this.#names.size < MOST_KNOWN || this.#names.has(id)) this.#names.set(id, user.name);
      const initials = initialsOf(plainName(user.name));
      if (initials === "" || known.get(id) === initials) continue;
      more ??= new Map(known);
      if (more.size < MOST_KNOWN || more.has(id)) more.set(id, initials);
    }
    if (more !== null) this.#known.set(more);
  };
}
