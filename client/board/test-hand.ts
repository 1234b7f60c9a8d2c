import { vi } from "vitest";
import * as Y from "yjs";
import { addShape, type NewShape, shapesOf } from "../../shared/board/document.ts";
import type { Gesture } from "../../shared/board/gesture.ts";
import type { Point, Shape } from "../../shared/board/shape.ts";
import type { Fill } from "../../shared/board/style.ts";
import type { AssetChannel, GestureChannel } from "../sync/channel.ts";
import { keepIn } from "../ui/storage.ts";
import { Editor } from "./editor.ts";
import { COMMANDS, TOOLS } from "./features.ts";
import type { KeyInput } from "./input/chord-match.ts";
import { pressKey } from "./input/keyboard.ts";
import { Interaction } from "./interaction.ts";
import { crop } from "./overlay/crop.ts";
import { frameNames } from "./overlay/frame-names.ts";
import { selection } from "./overlay/selection.ts";
import { snappingOf } from "./snap/setting.ts";
import type { PointerInput } from "./tools/tool.ts";

/** A gesture channel with nobody at its other end: it keeps what was sent, and hands in what a test says. */
export class TestChannel implements GestureChannel {
  readonly sent: Gesture[] = [];
  readonly #listeners = new Set<(client: number, gesture: Gesture) => void>();

  send(gesture: Gesture): void {
    this.sent.push(gesture);
  }

  subscribe(listener: (client: number, gesture: Gesture) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Somebody else's gesture arrives. */
  arrive(client: number, gesture: Gesture): void {
    for (const listener of this.#listeners) listener(client, gesture);
  }
}

/** Where and how a pointer is, as a test says it. */
type Touch = Partial<Omit<PointerInput, "board" | "screen">>;

/** A person at a board of 1000 × 800 pixels, with a real document and without a page. */
export class TestHand {
  readonly doc = new Y.Doc();
  readonly channel = new TestChannel();
  readonly editor: Editor;
  readonly interaction: Interaction;
  readonly talked = vi.fn<() => void>();
  /** How many updates this document has given off. */
  updates = 0;

  constructor(assets?: AssetChannel) {
    const kept = keepIn(() => null);
    this.editor = new Editor({
      doc: this.doc,
      gestures: this.channel,
      ...(assets !== undefined && { assets }),
      kept,
      tools: TOOLS,
      commands: COMMANDS,
    });
    this.editor.page.talk = this.talked;
    this.editor.view.viewport.set({ width: 1000, height: 800 });
    this.editor.me.id = "mina";
    // Tests say where the hand goes to the unit; those of snapping switch it on.
    snappingOf(this.editor).set({ shapes: false, grid: false });
    this.interaction = new Interaction(this.editor, [
      selection({ editor: this.editor }),
      crop({ editor: this.editor }),
      frameNames({ editor: this.editor }),
    ]);
    this.doc.on("update", () => this.updates++);
  }

  press(screen: Point, touch: Touch = {}): this {
    this.interaction.press(this.input(screen, touch));
    return this;
  }

  move(screen: Point, touch: Touch = {}): this {
    this.interaction.move(this.input(screen, touch));
    return this;
  }

  lift(screen: Point, touch: Touch = {}): this {
    this.interaction.lift(this.input(screen, touch));
    return this;
  }

  drag(from: Point, to: Point, touch: Touch = {}): this {
    const between: Point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    return this.press(from, touch).move(between, touch).move(to, touch).lift(to, touch);
  }

  click(at: Point, touch: Touch = {}): this {
    return this.press(at, touch).lift(at, touch);
  }

  doubleClick(at: Point): this {
    return this.click(at).click(at, { clicks: 2 });
  }

  /** Presses a key, written as `ctrl+shift+z`; says whether the board took it. */
  key(name: string): boolean {
    const parts = name.split("+");
    const key = parts.at(-1) ?? "";
    const input: KeyInput = {
      key,
      code: /^\d$/.test(key) ? `Digit${key}` : "",
      shift: parts.includes("shift"),
      alt: parts.includes("alt"),
      command: parts.includes("ctrl"),
    };
    return pressKey(this.editor, this.interaction, input);
  }

  /** The shapes in the document, bottom to top. */
  get shapes(): readonly Shape[] {
    return this.editor.scene.inOrder();
  }

  /** The only shape there is. */
  get shape(): Shape {
    const [only, ...more] = this.shapes;
    if (only === undefined || more.length > 0)
      throw new Error(`${this.shapes.length} shapes, not 1`);
    return only;
  }

  /** A rectangle that somebody else has drawn. */
  box(
    id: string,
    xy: Point,
    rest: Partial<Extract<NewShape, { fill: Fill; text: string }>> = {},
  ): this {
    const look = { stroke: "ink", width: "m", fill: "blue", dash: "solid", font: "hand" } as const;
    const made = { z: `a${this.shapes.length}`, by: "jonas", at: 1 };
    addShape(this.doc, {
      id,
      type: "rectangle",
      xy,
      size: [100, 60],
      ...look,
      align: "middle",
      text: "",
      ...made,
      ...rest,
    });
    return this;
  }

  /** A field of a shape as it stands in the document. */
  stored(id: string, field: string): unknown {
    return shapesOf(this.doc).get(id)?.get(field);
  }

  private input(screen: Point, touch: Touch): PointerInput {
    const board = this.editor.view.toBoard(screen);
    const pressure = touch.pressure ?? 0.5;
    return {
      board,
      screen,
      shift: false,
      alt: false,
      ctrl: false,
      pointer: "mouse",
      pressure,
      clicks: 1,
      trail: [[...board, pressure]],
      ...touch,
    };
  }
}
