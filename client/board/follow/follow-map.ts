/** The map of followers, and of those who present: read from presence, client by client. It moves no view. */
import type { Awareness } from "y-protocols/awareness";
import { presenceOf } from "../../ui/presence.ts";
import { createStore, type ReadableStore } from "../../ui/store.ts";

/** The words of one client about it. */
interface Record {
  readonly id: string;
  readonly follows: string | null;
  readonly presents: boolean;
}

/** The way from a person along those whom they follow. */
export interface Chain {
  /** The last of them, whose view counts; null: the way comes back to me. */
  readonly end: string | null;
  /** Everybody on the way, the first person among them. */
  readonly people: readonly string[];
}

/** Keeps who follows whom. A change of presence costs a look at the clients that it is of. */
export class FollowMap {
  readonly changes: ReadableStore<number>;
  readonly #changes = createStore(0);
  readonly #presence: Awareness;
  readonly #clients = new Map<number, Record>();

  constructor(presence: Awareness) {
    this.changes = this.#changes;
    this.#presence = presence;
    for (const client of presence.getStates().keys()) this.#read(client);
    presence.on("change", this.#onChange);
  }

  destroy(): void {
    this.#presence.off("change", this.#onChange);
  }

  /** The public id of a client's person. */
  idOf(client: number): string | null {
    return this.#clients.get(client)?.id ?? null;
  }

  /** Is anybody here by this id? */
  has(id: string): boolean {
    return this.#of(id).length > 0;
  }

  clientsOf(id: string): readonly number[] {
    return this.#of(id).map(([client]) => client);
  }

  leaderOf(id: string): string | null {
    return this.#of(id).find(([, { follows }]) => follows !== null)?.[1].follows ?? null;
  }

  presents(id: string): boolean {
    return this.#of(id).some(([, { presents }]) => presents);
  }

  /** The people who present. */
  presenters(): readonly string[] {
    const all = [...this.#clients.values()].filter(({ presents }) => presents);
    return [...new Set(all.map(({ id }) => id))].sort();
  }

  /** The people who follow this person, not through others. */
  followersOf(leader: string): readonly string[] {
    const all = [...this.#clients.values()].filter(
      ({ id, follows }) => follows === leader && id !== leader,
    );
    return [...new Set(all.map(({ id }) => id))].sort();
  }

  /** Goes from a person along those whom they follow, up to me (`me`) at the furthest. */
  chainFrom(first: string, me: string): Chain {
    const people: string[] = [];
    let id = first;
    while (id !== me && !people.includes(id)) {
      people.push(id);
      const next = this.leaderOf(id);
      // A person who has gone leads nobody.
      if (next === null || !this.has(next)) return { end: id, people };
      id = next;
    }
    return { end: id === me ? null : id, people };
  }

  #of(id: string): [number, Record][] {
    return [...this.#clients].filter(([, record]) => record.id === id);
  }

  readonly #onChange = (change: {
    added: number[];
    updated: number[];
    removed: number[];
  }): void => {
    let isNews = false;
    for (const client of change.removed) isNews = this.#clients.delete(client) || isNews;
    for (const client of [...change.added, ...change.updated]) {
      isNews = this.#read(client) || isNews;
    }
    if (isNews) this.#changes.set(this.#changes.get() + 1);
  };

  /** Reads what a client says now; is it news? */
  #read(client: number): boolean {
    const { user, follows, presents } = presenceOf(this.#presence.getStates().get(client));
    const before = this.#clients.get(client);
    if (user === null) return this.#clients.delete(client);
    const id = user.id ?? `client ${client}`;
    if (before?.id === id && before.follows === follows && before.presents === presents) {
      return false;
    }
    this.#clients.set(client, { id, follows, presents });
    return true;
  }
}
