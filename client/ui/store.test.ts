import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { batch, createStore, derived, paced } from "./store.ts";

describe("a derived value", () => {
  test("follows the stores that it is computed from", () => {
    const a = createStore(1);
    const b = createStore(2);
    const sum = derived([a, b], () => a.get() + b.get());
    const heard = vi.fn<() => void>();
    sum.subscribe(heard);
    a.set(5);
    expect(sum.get()).toBe(7);
    expect(heard).toHaveBeenCalledTimes(1);
    // The same sum tells nobody.
    batch(() => {
      a.set(4);
      b.set(3);
    });
    expect(sum.get()).toBe(7);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  test("is computed once for each change, and only when it is asked for", () => {
    const a = createStore(1);
    const compute = vi.fn<() => number>(() => a.get() * 2);
    const double = derived([a], compute);
    a.set(2);
    a.set(3);
    expect(compute).not.toHaveBeenCalled();
    expect([double.get(), double.get()]).toEqual([6, 6]);
    expect(compute).toHaveBeenCalledTimes(1);
  });

  test("stays the same object while it is as good as the one before", () => {
    const a = createStore([1, 2, 3]);
    const same = (one: number[], other: number[]) => one.join() === other.join();
    const odd = derived([a], () => a.get().filter((value) => value % 2 === 1), same);
    const heard = vi.fn<() => void>();
    odd.subscribe(heard);
    const before = odd.get();
    a.set([1, 4, 3]);
    expect(odd.get()).toBe(before);
    expect(heard).not.toHaveBeenCalled();
    a.set([5]);
    expect(odd.get()).toEqual([5]);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  test("watches nothing when nobody watches it", () => {
    const stop = vi.fn<() => void>();
    const source = { get: () => 1, subscribe: vi.fn(() => stop) };
    const value = derived([source], () => source.get());
    value.get();
    expect(source.subscribe).not.toHaveBeenCalled();
    const one = value.subscribe(() => undefined);
    const other = value.subscribe(() => undefined);
    expect(source.subscribe).toHaveBeenCalledTimes(1);
    one();
    expect(stop).not.toHaveBeenCalled();
    other();
    other();
    expect(stop).toHaveBeenCalledTimes(1);
  });

  test("is right whichever way its sources are set, also through another derived value", () => {
    const step = fc.record({ which: fc.boolean(), value: fc.integer({ min: 0, max: 3 }) });
    fc.assert(
      fc.property(fc.array(fc.array(step, { minLength: 1, maxLength: 3 })), (batches) => {
        const a = createStore(0);
        const b = createStore(0);
        const sum = derived([a, b], () => a.get() + b.get());
        const larger = derived([a, b], () => Math.max(a.get(), b.get()));
        const both = derived([sum, larger], () => `${sum.get()} ${larger.get()}`);
        const seen: string[] = [];
        both.subscribe(() => seen.push(both.get()));
        for (const steps of batches) {
          const before = both.get();
          const heard = seen.length;
          batch(() => {
            for (const { which, value } of steps) (which ? a : b).set(value);
          });
          const right = `${a.get() + b.get()} ${Math.max(a.get(), b.get())}`;
          expect(both.get()).toBe(right);
          // Nobody hears of what it was in between.
          expect(seen.slice(heard)).toEqual(right === before ? [] : [right]);
        }
      }),
    );
  });
});

describe("a batch", () => {
  test("tells each listener once, at its end, whatever has changed", () => {
    const a = createStore(1);
    const b = createStore(1);
    const heard = vi.fn<() => void>(() => expect([a.get(), b.get()]).toEqual([3, 2]));
    a.subscribe(heard);
    b.subscribe(heard);
    batch(() => {
      a.set(2);
      batch(() => b.set(2));
      expect(heard).not.toHaveBeenCalled();
      a.set(3);
    });
    expect(heard).toHaveBeenCalledTimes(1);
  });

  test("that fails tells what it has changed", () => {
    const a = createStore(1);
    const heard = vi.fn<() => void>();
    a.subscribe(heard);
    expect(() =>
      batch(() => {
        a.set(2);
        throw new Error("no");
      }),
    ).toThrow("no");
    expect(heard).toHaveBeenCalledTimes(1);
  });

  test("tells nobody who has left within it", () => {
    const a = createStore(1);
    const heard = vi.fn<() => void>();
    const stop = a.subscribe(heard);
    batch(() => {
      a.set(2);
      stop();
    });
    expect(heard).not.toHaveBeenCalled();
  });
});

test("a paced value is told at once, then no more often than it may be, and at last as it is", () => {
  vi.useFakeTimers();
  try {
    const zoom = createStore(1);
    const words = paced(zoom, 100);
    const seen: number[] = [];
    const stop = words.subscribe(() => seen.push(words.get()));
    for (let step = 2; step <= 9; step++) {
      zoom.set(step);
      vi.advanceTimersByTime(30);
    }
    expect(seen).toEqual([2, 5, 8]);
    vi.advanceTimersByTime(1_000);
    expect(seen).toEqual([2, 5, 8, 9]);
    zoom.set(10);
    expect(words.get()).toBe(10);
    zoom.set(11);
    stop();
    expect(vi.getTimerCount()).toBe(0);
    expect(words.get()).toBe(11);
  } finally {
    vi.useRealTimers();
  }
});
