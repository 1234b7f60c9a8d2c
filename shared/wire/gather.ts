/** The call that brings everybody to a place of the board: its schemas. They know no socket. */
import * as v from "valibot";
import { authorSchema, colorSchema, shownNameSchema } from "../chat/message.ts";
import { MAX_COORDINATE } from "../limits.ts";
import { parseBy } from "./events.ts";
import type { ViewBox } from "./view-frame.ts";

const coordinate = v.pipe(v.number(), v.minValue(-MAX_COORDINATE), v.maxValue(MAX_COORDINATE));
const length = v.pipe(v.number(), v.gtValue(0), v.maxValue(MAX_COORDINATE));

/** The place: the left and upper edge, width and height, in board units. */
const placeSchema = v.tuple([coordinate, coordinate, length, length]);

/** The client's event: bring everybody here. */
export const gatherSchema = v.object({
  type: v.literal("gather"),
  box: placeSchema,
  by: v.object({ name: shownNameSchema, color: colorSchema }),
});

/** The room's event: somebody asks everybody to come here. */
const gatheringSchema = v.object({
  type: v.literal("gather"),
  box: placeSchema,
  by: authorSchema,
});
export type Gathering = v.InferOutput<typeof gatheringSchema>;

/** Reads the room's call; `null` when the text is none, or of a later version. */
export function parseGathering(text: string): Gathering | null {
  return parseBy(gatheringSchema, text);
}

/** The box that a call names. */
export function boxOfCall([minX, minY, width, height]: Gathering["box"]): ViewBox {
  return { minX, minY, maxX: minX + width, maxY: minY + height };
}

/** The place of a box, as a call names it: within the board's bounds. */
export function placeOfBox({ minX, minY, maxX, maxY }: ViewBox): Gathering["box"] {
  const bounded = (value: number) => Math.min(MAX_COORDINATE, Math.max(-MAX_COORDINATE, value));
  const side = (value: number) => Math.min(MAX_COORDINATE, Math.max(1e-3, value));
  return [bounded(minX), bounded(minY), side(maxX - minX), side(maxY - minY)];
}
