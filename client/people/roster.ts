import type { Awareness } from "y-protocols/awareness";
import { presenceOf } from "../ui/presence.ts";
import { createStore, type ReadableStore } from "../ui/store.ts";

/** Somebody in the room. */
export interface Person {
  /** Their public id; of a client that has none, one made of its client id. */
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly away: boolean;
  /** Does a token vouch for the name? */
  readonly verified: boolean;
}

/** Everybody but me: one entry per person, however many tabs they have open, in an order that stays. */
export function othersIn(
  states: ReadonlyMap<number, object>,
  myClientId: number,
  myId: string,
): Person[] {
  const people = new Map<string, Person>();
  for (const clientId of [...states.keys()].sort((a, b) => a - b)) {
    if (clientId === myClientId) continue;
    const { user, activity } = presenceOf(states.get(clientId));
    if (user === null) continue;
    const id = user.id ?? `client ${clientId}`;
    if (id === myId) continue;
    const away = activity === "away" && people.get(id)?.away !== false;
    const known = people.get(id);
    const { name, color, verified } = known ?? user;
    people.set(id, { id, name, color, verified, away });
  }
  const list = [...people.values()];
  return list.sort(
    (a, b) => compare(a.name.toLowerCase(), b.name.toLowerCase()) || compare(a.id, b.id),
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The others in a room, live. Moving pointers do not count as news. */
export function watchOthers(
  presence: Awareness,
  myId: ReadableStore<string>,
): { readonly others: ReadableStore<readonly Person[]>; stop(): void } {
  const read = () => othersIn(presence.getStates(), presence.clientID, myId.get());
  const others = createStore<readonly Person[]>(read());
  const update = () => {
    const next = read();
    if (JSON.stringify(next) !== JSON.stringify(others.get())) others.set(next);
  };
  /** The person behind each client when last seen, so that a frame of pointers costs a look-up each and no list. */
  const seen = new Map<number, string>();
  const onChange = (change: { added: number[]; updated: number[]; removed: number[] }) => {
    let news = change.added.length > 0 || change.removed.length > 0;
    for (const clientId of change.removed) seen.delete(clientId);
    for (const clientId of [...change.added, ...change.updated]) {
      const { user, activity } = presenceOf(presence.getStates().get(clientId));
      const now = JSON.stringify([user, activity === "away"]);
      news ||= seen.get(clientId) !== now;
      seen.set(clientId, now);
    }
    if (news) update();
  };
  presence.on("change", onChange);
  const unsubscribe = myId.subscribe(update);
  return {
    others,
    stop() {
      presence.off("change", onChange);
      unsubscribe();
    },
  };
}
