/** A connection's origin: its visitor and its room by names that hold no address. */
import * as v from "valibot";

/** The Worker's names for a visitor, and for a room and its visitor; null where it has none. */
export const fromSchema = v.object({
  visitor: v.nullable(v.string()),
  place: v.nullable(v.string()),
});
export type From = v.InferOutput<typeof fromSchema>;
