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

type Listener = () => void;

/** How many batches are open, one in the other, and the listeners to be told when the outermost ends. */
let open = 0;
const waiting = new Set<Listener>();

export function createStore<T>(initial: T): Store<T> {
  let current = initial;
  const listeners = new Set<Listener>();
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      tell(listeners);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        waiting.delete(listener);
      };
    },
  };
}

function tell(listeners: ReadonlySet<Listener>): void {
  if (open > 0) for (const listener of listeners) waiting.add(listener);
  else for (const listener of [...listeners]) listener();
}

/** Changes several stores at once: each listener is told at the end, and only once. */
export function batch(change: () => void): void {
  open += 1;
  try {
    change();
  } finally {
    open -= 1;
    if (open === 0) tellWaiting();
  }
}

function tellWaiting(): void {
  // Listeners that change stores themselves are told in the same round, each at its turn.
  for (const listener of waiting) {
    waiting.delete(listener);
    listener();
  }
}

/**
 * A value that is computed from stores. It is computed when somebody asks for it and one of them has
 * another value than before. `same`: is a new value as good as the one before? Then that stays.
 * Nothing is watched while nobody watches it.
 */
export function derived<T>(
  from: readonly ReadableStore<unknown>[],
  compute: () => T,
  same: (a: T, b: T) => boolean = Object.is,
): ReadableStore<T> {
  let known: { readonly inputs: readonly unknown[]; readonly value: T } | null = null;
  const get = (): T => {
    const before = known;
    const inputs = from.map((store) => store.get());
    if (before?.inputs.every((input, index) => Object.is(input, inputs[index]))) {
      return before.value;
    }
    const value = compute();
    known = { inputs, value: before !== null && same(before.value, value) ? before.value : value };
    return known.value;
  };

  const listeners = new Set<Listener>();
  let told: T;
  let stops: readonly (() => void)[] = [];
  const look = () => {
    const value = get();
    if (Object.is(value, told)) return;
    told = value;
    tell(listeners);
  };
  return {
    get,
    subscribe(listener) {
      if (listeners.size === 0) {
        told = get();
        stops = from.map((store) => store.subscribe(look));
      }
      listeners.add(listener);
      return () => {
        waiting.delete(listener);
        if (!listeners.delete(listener) || listeners.size > 0) return;
        for (const stop of stops) stop();
        stops = [];
      };
    },
  };
}

/**
 * A store's value for words that follow something quick: it is told at most once in `ms`
 * milliseconds. The first change is told at once, and the last one in the end.
 */
export function paced<T>(store: ReadableStore<T>, ms: number): ReadableStore<T> {
  const listeners = new Set<Listener>();
  let shown: T;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let stop: (() => void) | null = null;
  const look = () => {
    if (timer !== null || Object.is(store.get(), shown)) return;
    shown = store.get();
    timer = setTimeout(() => {
      timer = null;
      look();
    }, ms);
    tell(listeners);
  };
  return {
    get: () => (stop === null ? store.get() : shown),
    subscribe(listener) {
      if (stop === null) {
        shown = store.get();
        stop = store.subscribe(look);
      }
      listeners.add(listener);
      return () => {
        waiting.delete(listener);
        if (!listeners.delete(listener) || listeners.size > 0) return;
        stop?.();
        stop = null;
        if (timer !== null) clearTimeout(timer);
        timer = null;
      };
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
