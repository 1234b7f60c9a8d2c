import type { Shape } from "../../shared/board/shape.ts";
import { createStore, derived, type ReadableStore } from "../ui/store.ts";
import type { Scene, SceneChange } from "./scene/scene.ts";

/** The ids of the selected shapes, in the order in which they were selected; deleted ones leave by themselves. */
export class Selection implements ReadableStore<readonly string[]> {
  readonly #ids = createStore<readonly string[]>([]);
  /** Counts the changes of selected shapes. */
  readonly #changes = createStore(0);
  readonly #stopWatching: readonly (() => void)[];
  /** The group that the user has entered: clicks take its parts. The user leaves it with the last of its shapes. */
  readonly dive = createStore<string | null>(null);
  /** The selected shapes as they stand in the document: another list only when one of them has changed. */
  readonly stored: ReadableStore<readonly Shape[]>;
  /** Those that may be changed. */
  readonly free: ReadableStore<readonly Shape[]>;
  /** The same for a quick look; made when it is asked for. */
  #set: ReadonlySet<string> | null = null;

  constructor(scene: Scene) {
    this.stored = derived([this.#ids, this.#changes], () =>
      this.get().flatMap((id) => scene.get(id) ?? []),
    );
    this.free = derived([this.stored], () => this.stored.get().filter(({ locked }) => !locked));
    const follow = ({ added, changed, removed }: SceneChange) => {
      if (this.get().length === 0) return;
      const isSelected = (id: string) => this.has(id);
      if (changed.some(isSelected) || added.some(isSelected)) {
        this.#changes.set(this.#changes.get() + 1);
      }
      if (!removed.some(isSelected)) return;
      const gone = new Set(removed);
      this.set(this.get().filter((id) => !gone.has(id)));
    };
    this.#stopWatching = [
      scene.subscribe(follow),
      this.#ids.subscribe(() => this.#leaveGroup(scene.relations.groups)),
    ];
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
    return [...this.stored.get()];
  }

  /** Those that may be changed. */
  unlocked(): Shape[] {
    return [...this.free.get()];
  }

  #leaveGroup(groups: Scene["relations"]["groups"]): void {
    const dive = this.dive.get();
    if (dive === null || this.get().some((id) => groups.tagsOf(id).includes(dive))) return;
    this.dive.set(null);
  }

  destroy(): void {
    for (const stop of this.#stopWatching) stop();
  }
}
