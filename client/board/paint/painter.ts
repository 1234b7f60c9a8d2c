import type { Shape } from "../../../shared/board/shape.ts";
import type { Camera } from "../camera.ts";
import type { Box } from "../geometry.ts";
import type { Scene } from "../scene.ts";
import type { Theme } from "./palette.ts";

/** What is drawn but not (or not yet) in the document, or drawn otherwise than stored. */
export interface Active {
  /** The ids that the still layer must not draw: they are in motion. */
  readonly hidden: ReadonlySet<string>;
  /** Those, where they are now: mine and other people's. */
  readonly moved: readonly Shape[];
  /** New shapes that are being drawn. */
  readonly drafts: readonly Shape[];
}

/** What is drawn over the shapes, at one size for every zoom. */
export interface Overlay {
  readonly selection: readonly Shape[];
  readonly showHandles: boolean;
  readonly marquee: Box | null;
  readonly hover: Shape | null;
  readonly others: readonly OthersSelection[];
  readonly carets: readonly OthersCaret[];
}

/** What another person has selected. */
export interface OthersSelection {
  readonly name: string;
  readonly color: string;
  readonly shapes: readonly Shape[];
}

/** Where another person types. */
export interface OthersCaret {
  readonly shape: Shape;
  readonly index: number;
  readonly color: string;
  readonly name: string;
}

export declare class Painter {
  constructor(host: HTMLElement, scene: Scene);
  setTheme(theme: Theme): void;
  resize(width: number, height: number, devicePixelRatio: number): void;
  setCamera(camera: Camera): void;
  setActive(active: Active): void;
  setOverlay(overlay: Overlay): void;
  /** The shape whose text is edited in place: its box is drawn, its text is not. */
  editing: string | null;
  destroy(): void;
}
