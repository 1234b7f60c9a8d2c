/** How much of the board its own tools cover. */
import type { Insets, Viewport } from "./camera.ts";

/** CSS pixels at the bottom: as one row, or as two. */
const TOOLS_HEIGHT = { one: 68, two: 124 } as const;

/** CSS pixels: in a lower board, the tools are one row where it is as wide. `board.css` has the same numbers. */
const LOW = { height: 480, width: 624 } as const;

/** CSS pixels that all tools need to stand in one row, with their margins. */
const ALL_TOOLS_WIDTH = 600;

/** Do all tools stand in one row between what the page's islands cover, as a docked chat does? */
export function hasRoomForAllTools(windowWidth: number, { left, right }: Insets): boolean {
  return windowWidth - left - right >= ALL_TOOLS_WIDTH;
}

/** Adds what the tools cover to what the page's islands do. */
export function withTools(insets: Insets, { width, height }: Viewport, compact: boolean): Insets {
  const { left, right, bottom } = insets;
  const isLow = height <= LOW.height && width - left - right >= LOW.width;
  const tools = compact && !isLow ? TOOLS_HEIGHT.two : TOOLS_HEIGHT.one;
  return { ...insets, bottom: bottom + tools };
}
