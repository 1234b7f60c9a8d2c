/** The frame index: which frames lie in a box of the board. Their names are looked for in each frame that is painted. */
import { type Box, boxOf } from "../geometry.ts";
import type { Scene } from "../scene/scene.ts";
import { SpatialIndex } from "../scene/spatial.ts";

interface Entry {
  readonly id: string;
  readonly box: Box;
}

/** The frames of a scene by where they stand, kept up to date change by change, as long as the scene lives. */
export class FrameIndex {
  readonly #scene: Scene;
  readonly #index = new SpatialIndex<Entry>();
  readonly #entries = new Map<string, Entry>();

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#update(scene.frames);
    scene.subscribe(({ added, changed, removed }) => {
      for (const ids of [added, changed, removed]) this.#update(ids);
    });
  }

  /** The ids of the frames that touch a box, in no order. */
  *in(box: Box): Generator<string> {
    for (const { id } of this.#index.search(box)) yield id;
  }

  #update(ids: Iterable<string>): void {
    for (const id of ids) {
      const before = this.#entries.get(id);
      const shape = this.#scene.frames.has(id) ? this.#scene.get(id) : undefined;
      if (before !== undefined) {
        this.#index.remove(before);
        this.#entries.delete(id);
      }
      if (shape === undefined) continue;
      const entry = { id, box: boxOf(shape.xy, shape.size) };
      this.#entries.set(id, entry);
      this.#index.add(entry);
    }
  }
}
