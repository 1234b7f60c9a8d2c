import * as v from "valibot";
import {
  COLORS,
  DASHES,
  FILLS,
  FINISHES,
  FONTS,
  HEADS,
  ROUTES,
  TONES,
  WIDTHS,
} from "../../shared/board/style.ts";
import type { KeptValues } from "../ui/storage.ts";
import { createStore, type Store } from "../ui/store.ts";

/**
 * The look of the next shape. Notes keep a tone of their own, since nobody
 * wants a note in the pen's black. Letters keep a size of their own, since a
 * broad pen does not ask for huge text. A highlighter has a colour and a width of its own.
 */
const currentStyleSchema = v.object({
  stroke: v.fallback(v.picklist(COLORS), "ink"),
  note: v.fallback(v.picklist(COLORS), "yellow"),
  marker: v.fallback(v.picklist(COLORS), "yellow"),
  markerWidth: v.fallback(v.picklist(WIDTHS), "m"),
  fill: v.fallback(v.picklist(FILLS), "none"),
  tone: v.fallback(v.picklist(TONES), "soft"),
  width: v.fallback(v.picklist(WIDTHS), "m"),
  letters: v.fallback(v.picklist(WIDTHS), "m"),
  dash: v.fallback(v.picklist(DASHES), "solid"),
  finish: v.fallback(v.picklist(FINISHES), "neat"),
  route: v.fallback(v.picklist(ROUTES), "curve"),
  tail: v.fallback(v.picklist(HEADS), "none"),
  head: v.fallback(v.picklist(HEADS), "open"),
  font: v.fallback(v.picklist(FONTS), "hand"),
});
export type CurrentStyle = v.InferOutput<typeof currentStyleSchema>;

/** One of the styles that the next shape may have. */
export type StyleKey = keyof CurrentStyle;

const KEY = "stoa.style";

/** The style of the next shape, remembered in this browser. */
export function rememberedStyle(kept: KeptValues): Store<CurrentStyle> {
  const store = createStore(kept.read(KEY, currentStyleSchema) ?? v.parse(currentStyleSchema, {}));
  store.subscribe(() => kept.write(KEY, store.get()));
  return store;
}
