import type { Point, Shape } from "../../shared/board/shape.ts";
import type { Box } from "./geometry.ts";
import type { Scene } from "./scene.ts";

/** The topmost shape under a point; `toleranceBoard` is how far beside it a press may be. */
export declare function shapeAt(scene: Scene, point: Point, toleranceBoard: number): Shape | null;

/** The shapes of which something drawn lies in the box, bottom to top. */
export declare function shapesTouching(scene: Scene, box: Box): Shape[];
