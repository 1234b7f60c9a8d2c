import type { Shape } from "../../shared/board/shape.ts";
import { createStore, type ReadableStore } from "../ui/store.ts";
import type { Scene } from "./scene.ts";

/** The ids of the selected shapes, in the order in which they were selected; deleted ones leave by themselves. */
export class Selection implements ReadableStore<readonly string[]> {
  readonly #scene: Scene;
  readonly #ids = createStore<readonly string[]>([]);
  readonly #stopWatching: () => void;
  /** The same for a quick look; made when it is asked for. */
  #set: ReadonlySet<string> | null = null;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#stopWatching = scene.subscribe(({ removed }) => {
      if (removed.length === 0) return;
      if (!removed.some((id) => this.has(id))) return;
      const gone = new Set(removed);
      this.set(this.get().filter((id) => !gone.has(id)));
    });
  }

  readonly get = (): readonly string[] => this.#ids.get();

  readonly subscribe = (listener: () => void): (() => void) => this.#ids.subscribe(listener);

  has(id: string): boolean {
    this.#set ??= new Set(this.get());
    return this.#set.has(id);
  }

  set(ids: readonly string[]): void {
    const before = this.get();
    if (before.length === ids.length && before.every((id, index) => id === ids[index])) return;
    this.#set = null;
    this.#ids.set(ids);
  }

  clear(): void {
    this.set([]);
  }

  /** In when it was out, out when it was in. */
  toggle(id: string): void {
    this.set(this.has(id) ? this.get().filter((other) => other !== id) : [...this.get(), id]);
  }

  /** The selected shapes as they stand in the document. */
  shapes(): Shape[] {
    return this.get().flatMap((id) => this.#scene.get(id) ?? []);
  }

  /** Those that may be changed. */
  unlocked(): Shape[] {
    return this.shapes().filter((shape) => !shape.locked);
  }

  destroy(): void {
    this.#stopWatching();
  }
}
