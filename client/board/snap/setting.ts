/** Whether shapes snap to others and to the grid. This browser remembers it. */
import * as v from "valibot";
import type { KeptValues } from "../../ui/storage.ts";
import { createStore, type Store } from "../../ui/store.ts";
import { perEditor } from "../editor/per-editor.ts";

const snappingSchema = v.object({
  /** On at first: a box that lines up by itself is the usual wish, and the pull is small. Ctrl suspends it. */
  shapes: v.fallback(v.boolean(), true),
  /** Off at first: it would keep small shapes from where the hand has put them. */
  grid: v.fallback(v.boolean(), false),
});
export type Snapping = v.InferOutput<typeof snappingSchema>;

const KEY = "stoa.snapping";

/** The setting of a board. */
export const snappingOf = perEditor(({ kept }) => rememberedSnapping(kept));

/** The setting, as this browser remembers it. */
function rememberedSnapping(kept: KeptValues): Store<Snapping> {
  const store = createStore(kept.read(KEY, snappingSchema) ?? v.parse(snappingSchema, {}));
  store.subscribe(() => kept.write(KEY, store.get()));
  return store;
}
