import * as v from "valibot";

/**
 * Values kept by the browser under a name. A value that is read is checked; a value that cannot be
 * kept stays for this page.
 */
export interface KeptValues {
  /** The value under `key`; `null` when there is none, or none that the schema takes. */
  read<T>(key: string, schema: v.GenericSchema<unknown, T>): T | null;
  write(key: string, value: unknown): void;
  remove(key: string): void;
}

type Area = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * Keeps values in the storage that `area` names. A browser may deny it: by
 * throwing when it is merely looked at, by having none, or by being full. Then
 * the values live in memory, and everything works until the page is left.
 */
export function keepIn(area: () => Area | null): KeptValues {
  /** The values that the browser did not take: `null` for a removal that it did not do. */
  const unsaved = new Map<string, string | null>();
  return {
    read(key, schema) {
      const json = unsaved.has(key) ? unsaved.get(key) : attempt(() => area()?.getItem(key));
      if (typeof json !== "string") return null;
      const result = v.safeParse(schema, parseJson(json));
      return result.success ? result.output : null;
    },
    write(key, value) {
      const json = JSON.stringify(value);
      if (attempt(() => put(area(), key, json))) unsaved.delete(key);
      else unsaved.set(key, json);
    },
    remove(key) {
      if (attempt(() => drop(area(), key))) unsaved.delete(key);
      else unsaved.set(key, null);
    },
  };
}

/** Kept until the person clears it; shared by all tabs. */
export const browserStorage = keepIn(() => globalThis.localStorage);

/** Kept as long as this tab, through reloads. */
export const tabStorage = keepIn(() => globalThis.sessionStorage);

function put(area: Area | null, key: string, json: string): boolean {
  area?.setItem(key, json);
  return area !== null;
}

function drop(area: Area | null, key: string): boolean {
  area?.removeItem(key);
  return area !== null;
}

/** Browsers disagree on what a denied storage throws, so every error means the same here: not available. */
function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The value is not ours: the schema refuses undefined.
    return undefined;
  }
}
