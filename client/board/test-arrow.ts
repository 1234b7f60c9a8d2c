/** Arrows for tests, with what each test does not care about. */
import { readShape } from "../../shared/board/kinds.ts";
import { plainFields } from "../../shared/board/record.ts";
import type { ArrowShape } from "../../shared/board/shape.ts";

/** An arrow as a document would have it. */
export function arrowWith(fields: Readonly<Record<string, unknown>>): ArrowShape {
  const shape = readShape("arrow", plainFields({ type: "arrow", text: "", ...fields }));
  if (shape?.type !== "arrow") throw new Error("it is no arrow");
  return shape;
}
