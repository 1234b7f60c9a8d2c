import { useSyncExternalStore } from "react";

/** A value that can be watched. Values are replaced, never changed in place. */
export interface ReadableStore<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

export interface Store<T> extends ReadableStore<T> {
  /** Replaces the value; tells nobody when it is the same one. */
  set(value: T): void;
}

export function createStore<T>(initial: T): Store<T> {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * The part that `pick` takes out of a store's value. Give it the same answer for the same value, or
 * a primitive.
 */
export function pickFrom<T, Part>(
  store: ReadableStore<T>,
  pick: (value: T) => Part,
): ReadableStore<Part> {
  return { get: () => pick(store.get()), subscribe: store.subscribe };
}

/** The store's value in a component, which renders again when it changes. */
export function useStore<T>(store: ReadableStore<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}
