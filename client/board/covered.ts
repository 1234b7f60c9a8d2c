/** How much of the board its own tools cover. */
import type { Insets, Viewport } from "./camera.ts";

/** CSS pixels at the bottom: as one row, or as two. */
const TOOLS_HEIGHT = { one: 68, two: 124 } as const;

/** CSS pixels: in a lower board, the tools are one row where it is as wide. `board.css` has the same numbers. */
const LOW = { height: 480, width: 624 } as const;

/** Adds what the tools cover to what the page's islands do. */
export function withTools(insets: Insets, { width, height }: Viewport, compact: boolean): Insets {
  const { left, right, bottom } = insets;
  const isLow = height <= LOW.height && width - left - right >= LOW.width;
  const tools = compact && !isLow ? TOOLS_HEIGHT.two : TOOLS_HEIGHT.one;
  return { ...insets, bottom: bottom + tools };
}
