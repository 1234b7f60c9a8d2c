/** The user's hand: the tool in it, the shapes that it moves, and the marks under it while it moves. */
import type { Point, Shape } from "../../../shared/board/shape.ts";
import { createStore } from "../../ui/store.ts";
import type { Aim } from "../connect/aiming.ts";
import type { Box } from "../geometry.ts";
import type { Motion } from "../scene/seen.ts";
import type { Guide } from "../snap/snap.ts";
import type { Drag, PointerInput, ToolName } from "../tools/tool.ts";

/** The shapes in motion in my own hand. */
export interface MyMotion extends Motion {
  /** The shapes that the selection's frame stands around; `null`: those that are selected. */
  readonly framed: readonly Shape[] | null;
}

/** An act by several keys, such as connecting an arrow. */
export interface KeyMode {
  /** Returns whether the key was its own. */
  press(key: string, shift: boolean): boolean;
  /** Something else is done: it ends as if it had not been. */
  end(): void;
}

const REST: MyMotion = { moved: [], drafts: [], framed: null };

const NO_GUIDES: readonly Guide[] = [];

/** One user's hand at a board. */
export class Hand {
  readonly tool = createStore<ToolName>("select");
  /** A tool stays in the hand after it has made a shape. */
  readonly toolLock = createStore(false);
  readonly motion = createStore<MyMotion>(REST);
  readonly marquee = createStore<Box | null>(null);
  /** The marks of what has snapped. */
  readonly guides = createStore<readonly Guide[]>(NO_GUIDES);
  /** The shape that the end of an arrow in the hand is bound to. */
  readonly aim = createStore<Aim | null>(null);
  /** The id of the shape under the pointer, when a press would take it. */
  readonly hover = createStore<string | null>(null);
  /** The cursor that something under the pointer asks for; `null`: the tool's own. */
  readonly cursor = createStore<string | null>(null);
  /** The point of the board where the pointer was last, in CSS pixels; null: it was not there yet. */
  pointer: Point | null = null;
  /** The drag that one finger makes in place of the tool's; null: the tool's own. */
  finger: ((press: PointerInput) => Drag) | null = null;
  /** An act that goes on over several keys; null: keys mean what they always mean. */
  keys: KeyMode | null = null;
  /** The act of the tool in hand that makes its thing in the middle of the view; null: it has none. */
  placeInMiddle: () => (() => void) | null = () => null;

  /** Takes a tool. The marks of the one before go. */
  take(tool: ToolName): void {
    this.tool.set(tool);
    this.hover.set(null);
    this.aim.set(null);
    this.cursor.set(null);
  }

  /** Shows what is in motion; what is left out is at rest. */
  show(motion: Partial<MyMotion>): void {
    this.motion.set({ ...REST, ...motion });
  }

  /** Nothing is in motion any more. */
  rest(): void {
    this.motion.set(REST);
    this.marquee.set(null);
    this.guides.set(NO_GUIDES);
  }
}
