import * as v from "valibot";
import { colorSchema } from "../../shared/chat/message.ts";
import { randomToken } from "../../shared/ids.ts";
import { cleanName } from "../../shared/names.ts";
import { HUES } from "../ui/hues.ts";
import { browserStorage, type KeptValues } from "../ui/storage.ts";
import { createStore, type ReadableStore } from "../ui/store.ts";
import { words } from "../words/words.ts";

const IDENTITY_KEY = "stoa.identity";
const SECRET_KEY = "stoa.guest";

/** Bytes of a guest's secret. */
const SECRET_BYTES = 32;

const identitySchema = v.object({
  name: v.pipe(
    v.string(),
    v.transform((name) => cleanName(name) ?? ""),
    v.minLength(1),
  ),
  color: colorSchema,
});

const secretSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));

/** My identity to the others: a name and a colour, both for me to change. */
export type Identity = v.InferOutput<typeof identitySchema>;

/** The record that this browser keeps: also whether I chose the colour or chance did. */
const keptSchema = v.object({ ...identitySchema.entries, chosen: v.optional(v.boolean(), false) });

export interface IdentityControl {
  readonly identity: ReadableStore<Identity>;
  /** Takes a new name or colour; a name of nothing but blanks is not taken. */
  change(change: Partial<Identity>): void;
  /** Takes a colour that nobody among `taken` has, unless I chose mine myself or it is free already. */
  standApart(taken: readonly string[]): void;
}

/** My identity as this browser keeps it, or a new one, chosen by chance. */
export function keepIdentity(kept: KeptValues = browserStorage): IdentityControl {
  const stored = kept.read(IDENTITY_KEY, keptSchema);
  const { chosen: wasChosen, ...known } = stored ?? { ...newIdentity(), chosen: false };
  const identity = createStore<Identity>(known);
  let chosen = wasChosen;
  const take = (next: Identity): void => {
    identity.set(next);
    kept.write(IDENTITY_KEY, { ...next, chosen });
  };
  if (stored === null) take(known);
  return {
    identity,
    change(change) {
      const result = v.safeParse(identitySchema, { ...identity.get(), ...change });
      if (!result.success) return;
      chosen ||= change.color !== undefined;
      take(result.output);
    },
    standApart(taken) {
      if (chosen || !taken.includes(identity.get().color)) return;
      const free = HUES.map((hue) => hue.pointer).filter((color) => !taken.includes(color));
      const color = free[Math.floor(Math.random() * free.length)];
      if (color !== undefined) take({ ...identity.get(), color });
    },
  };
}

/** A friendly name and one of the twelve hues. `chance` gives numbers from 0 up to, but not including, 1. */
export function newIdentity(chance: () => number = Math.random): Identity {
  const pick = <T>(choices: readonly T[], otherwise: T): T =>
    choices[Math.floor(chance() * choices.length)] ?? otherwise;
  const { qualities, animals, name } = words.guests;
  const word = (choices: string): string => pick(choices.split(" "), choices);
  return {
    name: name(word(qualities), word(animals)),
    color: pick(HUES, HUES[0]).pointer,
  };
}

/** The secret by which a room knows this browser again. Only its hash is ever shown to others. */
export function guestSecret(kept: KeptValues = browserStorage): string {
  const stored = kept.read(SECRET_KEY, secretSchema);
  if (stored !== null) return stored;
  const secret = randomToken(SECRET_BYTES);
  kept.write(SECRET_KEY, secret);
  return secret;
}

/** The `user` field of my presence, by the editors' convention. */
export function presenceUser(identity: Identity): {
  name: string;
  color: string;
  colorLight: string;
} {
  return { ...identity, colorLight: `${identity.color}33` };
}
