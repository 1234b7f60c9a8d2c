import { type Presence, readPresence } from "../../shared/presence.ts";

const read = new WeakMap<object, Presence>();

/** An awareness state, checked. States are replaced and never changed, so each is checked once, whoever asks. */
export function presenceOf(state: object | undefined): Presence {
  if (state === undefined) return readPresence(undefined);
  let presence = read.get(state);
  if (presence === undefined) {
    presence = readPresence(state);
    read.set(state, presence);
  }
  return presence;
}
