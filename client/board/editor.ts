import type * as Y from "yjs";
import { type Orphan, settle } from "../../shared/board/binding-edits.ts";
import { deleteShapes, giveText, shapeHasText } from "../../shared/board/document.ts";
import type { Theme } from "../../shared/board/draw/palette.ts";
import { hasLetters } from "../../shared/board/draw/runs.ts";
import { isNothing } from "../../shared/board/kinds.ts";
import { putBack, saveShape } from "../../shared/board/saved-shape.ts";
import { hasText, type Point, type Shape } from "../../shared/board/shape.ts";
import type { AssetChannel, GestureChannel } from "../sync/channel.ts";
import type { KeptValues } from "../ui/storage.ts";
import { createStore, type Store } from "../ui/store.ts";
import { type Camera, type Insets, toBoard, toScreen, type Viewport } from "./camera.ts";
import type { Copied } from "./clipboard/flavors.ts";
import type { Command, CommandId } from "./commands/command.ts";
import type { StyleChange } from "./commands/style.ts";
import type { Aim } from "./connect/aiming.ts";
import { type CurrentStyle, rememberedStyle } from "./current-style.ts";
import type { Taken } from "./dive.ts";
import type { Box } from "./geometry.ts";
import type { Upload } from "./images/upload.ts";
import { type LostShape, LostShapes } from "./lost-shapes.ts";
import { Scene, type SceneChange } from "./scene/scene.ts";
import { type Motion, MY_HAND, Seen } from "./scene/seen.ts";
import { Selection } from "./selection.ts";
import { rememberedSnapping, type Snapping } from "./snap/setting.ts";
import type { Guide } from "./snap/snap.ts";
import { select } from "./taking.ts";
import { TypingPause } from "./text/typing-pause.ts";
import type { ToolKind, ToolName } from "./tools/tool.ts";
import { travel } from "./travel.ts";
import { History } from "./undo.ts";

/** A dialog of the board, or its menu: that stands at a point, in CSS pixels from the board's top left. */
export type BoardDialog =
  | { readonly kind: "menu"; readonly at: Point }
  /** The offer of a shape at the free end of an arrow. */
  | { readonly kind: "offer"; readonly at: Point; readonly arrow: string }
  | { readonly kind: "reactions"; readonly at: Point }
  | { readonly kind: "palette" }
  | { readonly kind: "export" }
  | { readonly kind: "shortcuts" };

/** The shapes in motion in my own hand. */
export interface MyMotion extends Motion {
  /** The shapes that the selection's frame stands around; `null`: those that are selected. */
  readonly framed: readonly Shape[] | null;
}

const REST: MyMotion = { moved: [], drafts: [], framed: null };

const NO_GUIDES: readonly Guide[] = [];

/** How the editing of a text begins. */
export interface TextOpening {
  /** The point of the board at which the caret stands; `null`: the end. */
  readonly caret: Point | null;
  /** The width at which a new text wraps, in board units; `null`: it is as wide as its words. */
  readonly column: number | null;
}

/** How far around the pointer a shape is still hit, in CSS pixels. */
const REACH = { mouse: 6, pen: 8, touch: 14 } as const;

export interface EditorOptions {
  readonly doc: Y.Doc;
  readonly gestures: GestureChannel;
  readonly kept: KeptValues;
  /** The room's id; none in tests. */
  readonly room?: string;
  /** None at first, when the hands come after the picture. */
  readonly tools?: readonly ToolKind[];
  readonly commands?: readonly Command[];
}

/** One person at one board: all that tools see and do. Knows no DOM. */
export class Editor {
  readonly doc: Y.Doc;
  readonly room: string;
  tools: readonly ToolKind[];
  commands: readonly Command[];
  readonly scene: Scene;
  readonly seen: Seen;
  readonly gestures: GestureChannel;
  readonly history: History;
  readonly selection: Selection;
  readonly style: Store<CurrentStyle>;
  readonly camera = createStore<Camera>({ x: 0, y: 0, zoom: 1 });
  /** The camera of a first view that shows a part of the drawing only. */
  readonly firstPart = createStore<Camera | null>(null);
  readonly viewport = createStore<Viewport>({ width: 0, height: 0 });
  readonly insets = createStore<Insets>({ top: 0, right: 0, bottom: 0, left: 0 });
  /** CSS pixels of the insets that the style panel covers. */
  readonly styleCover = createStore({ left: 0, bottom: 0 });
  readonly tool = createStore<ToolName>("select");
  readonly motion = createStore<MyMotion>(REST);
  readonly marquee = createStore<Box | null>(null);
  /** Whether what moves snaps to shapes or to the grid. */
  readonly snapping: Store<Snapping>;
  /** The marks of what has snapped. */
  readonly guides = createStore<readonly Guide[]>(NO_GUIDES);
  /** The group that the user has entered: clicks take its parts. */
  readonly dive = createStore<string | null>(null);
  /** The shape that the end of an arrow in my hand is bound to. */
  readonly aim = createStore<Aim | null>(null);
  /** The id of the shape under the pointer, when a press would take it. */
  readonly hover = createStore<string | null>(null);
  /** The cursor that something under the pointer asks for; `null`: the tool's own. */
  readonly cursor = createStore<string | null>(null);
  /** The id of the shape whose text is being edited in place. */
  readonly editing = createStore<string | null>(null);
  /** The id of the frame whose name is being written. */
  readonly naming = createStore<string | null>(null);
  /** The id of the image that is being cropped. */
  readonly cropping = createStore<string | null>(null);
  /** The id of the image whose description is being written. */
  readonly describing = createStore<string | null>(null);
  /** How the editing of that text began. */
  opening: TextOpening = { caret: null, column: null };
  readonly readOnly = createStore(false);
  /** The dialog or menu that is open on the board. */
  readonly dialog = createStore<BoardDialog | null>(null);
  /** A tool stays in the hand after it has made a shape. */
  readonly toolLock = createStore(false);
  /** Shapes that were deleted while I typed in them. */
  readonly lost = new LostShapes();
  /** Holds the keys back after a text was taken from under them. */
  readonly typingPause = new TypingPause();
  /** The words in the field that edits a text, which may be ahead of the document. */
  fieldWords: (() => string) | null = null;
  /** The name of the person who may have deleted a shape just now; null: nobody knows. */
  whoDeleted: (id: string) => string | null = () => null;
  /** The name of a person by public id; null: nobody knows it. */
  nameOf: (id: string) => string | null = () => null;
  /** The colour of another client's person, or mine for null; null: nobody knows. */
  colorOf: (client: number | null) => string | null = () => null;
  /** The act of the tool in hand that makes its thing in the middle of the view; null: it has none. */
  placeInMiddle: () => (() => void) | null = () => null;
  /** Puts the focus on the bar above the selection; null: there is none. */
  toBar: (() => void) | null = null;
  /** Opens the talk; null: there is none. */
  talk: (() => void) | null = null;
  /** Tells the user in a sentence what was not done, and why. */
  say: (sentence: string) => void = () => undefined;
  /** The theme in which the user sees the board. */
  theme: Theme = "light";
  /** Where the pointer was last on the board, in CSS pixels; null: it was not there yet. */
  pointer: Point | null = null;
  /** The style that I have copied last. */
  copiedStyle: StyleChange | null = null;
  /** The shapes that I have copied last, also when the clipboard has others by now. */
  copied: Copied | null = null;
  /** The room's stored images; null: there are none. */
  assets: AssetChannel | null = null;
  /** Images that are being added, or could not be. */
  readonly uploads = createStore<readonly Upload[]>([]);
  /** My public id, as shapes name who made them; empty until the room has said it. */
  myId = "";
  /** A pen was used here: fingers move the board from now on. */
  penSeen = false;
  /** My own act, while it is written; null: a change is another's. */
  #doing: "write" | "undo" | null = null;
  readonly #stopWatching: readonly (() => void)[];

  constructor({ doc, gestures, kept, room = "", tools = [], commands = [] }: EditorOptions) {
    this.doc = doc;
    this.room = room;
    this.tools = tools;
    this.commands = commands;
    this.gestures = gestures;
    this.scene = new Scene(doc);
    this.seen = new Seen(this.scene);
    this.history = new History(doc, {
      get: (): Taken => ({ ids: this.selection.get(), dive: this.dive.get() }),
      // A text that is being edited keeps the hand.
      set: (taken) => this.editing.get() === null && select(this, taken as Taken),
    });
    this.selection = new Selection(this.scene);
    this.style = rememberedStyle(kept);
    this.snapping = rememberedSnapping(kept);
    this.#stopWatching = [
      this.scene.subscribe((change) => this.#follow(change)),
      this.selection.subscribe(() => this.#leaveGroup()),
      this.motion.subscribe(() => this.seen.move(MY_HAND, this.motion.get())),
      this.readOnly.subscribe(() => {
        if (!this.readOnly.get() || this.tools.length === 0) return;
        if (this.editing.get() !== null) this.typingPause.begin(performance.now());
        this.take("select");
      }),
    ];
  }

  /** Gives it tools and commands. */
  equip(tools: readonly ToolKind[], commands: readonly Command[]): void {
    this.tools = tools;
    this.commands = commands;
  }

  /** Writes to the document: one transaction, one step of undo. Nothing, when the board is read only. */
  transact(write: () => void): void {
    if (!this.readOnly.get()) this.#do("write", () => this.history.step(write));
  }

  /** Takes back my last step. */
  undo(): void {
    this.#do("undo", () => travel(this, () => this.history.undo()));
  }

  /** Does again what I took back last. */
  redo(): void {
    this.#do("undo", () => travel(this, () => this.history.redo()));
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

  /** Takes a tool into the hand; who may not edit has only those that look. */
  take(tool: ToolName): void {
    const { forViewers = false, instead } = this.kindOf(tool);
    if (this.readOnly.get() && !forViewers) return;
    this.endEditing();
    if (instead !== undefined) {
      instead(this);
      return;
    }
    this.tool.set(tool);
    if (!forViewers) this.selection.clear();
    this.hover.set(null);
    this.aim.set(null);
    this.cursor.set(null);
  }

  /** All that is known of a tool. */
  kindOf(tool: ToolName): ToolKind {
    const kind = this.tools.find(({ name }) => name === tool);
    if (kind === undefined) throw new Error(`The board has no tool ${tool}.`);
    return kind;
  }

  /** All that is known of a command. */
  commandOf(id: CommandId): Command {
    const command = this.commands.find((each) => each.id === id);
    if (command === undefined) throw new Error(`The board has no command ${id}.`);
    return command;
  }

  /** Begins to edit a shape's text in place, with the caret at a point of the board or at the end. */
  edit(id: string, opening: Partial<TextOpening> = {}): void {
    const shape = this.scene.get(id);
    if (this.readOnly.get() || shape === undefined || shape.locked || !hasText(shape)) return;
    if (this.editing.get() === id) return;
    this.endEditing();
    this.typingPause.end();
    this.history.pause();
    this.hover.set(null);
    this.selection.set([id]);
    // Arrows and lines of before have no text yet. Nobody would want to undo that they have.
    if (!shapeHasText(this.doc, id)) {
      this.history.unrecorded(() => giveText(this.doc, id));
    }
    this.lost.keep(saveShape(this.doc, id));
    this.opening = { caret: null, column: null, ...opening };
    this.editing.set(id);
  }

  /** Writes a new shape, which is a step of its own, and begins to edit its text. */
  open(id: string, write: () => void, opening: Partial<TextOpening> = {}): void {
    if (this.readOnly.get()) return;
    if (!this.toolLock.get()) this.take("select");
    this.transact(write);
    this.edit(id, opening);
  }

  /** The tool in hand has made a shape: it is selected, and Select is taken, unless the tool is locked. */
  made(id: string): void {
    if (this.toolLock.get()) return;
    this.selection.set([id]);
    this.take("select");
  }

  /** Brings back a shape that was deleted while I typed in it, and goes on with its text. */
  bringBack(lost: LostShape): void {
    if (this.readOnly.get()) return;
    this.take("select");
    this.transact(() => putBack(this.doc, [lost.saved]));
    this.lost.drop(lost);
    const shape = this.scene.get(lost.saved.id);
    // Somebody else may have brought it back with other words: then mine stand beside it.
    if (shape !== undefined && hasText(shape) && hasLetters(shape.text, lost.words)) {
      this.edit(shape.id);
    }
  }

  /** Ends editing in place. A text without a letter is nothing that anybody could see or find: it goes. */
  endEditing(): void {
    const id = this.editing.get();
    if (id === null) return;
    this.editing.set(null);
    this.lost.keep(null);
    this.history.pause();
    const shape = this.scene.get(id);
    if (shape !== undefined && isNothing(shape) && !this.readOnly.get()) {
      this.history.unrecorded(() => deleteShapes(this.doc, [id]));
    }
  }

  toBoard(screen: Point): Point {
    return toBoard(this.camera.get(), screen);
  }

  toScreen(board: Point): Point {
    return toScreen(this.camera.get(), board);
  }

  /** How far from the pointer something is still under it, in board units. */
  reach(pointer: "mouse" | "pen" | "touch"): number {
    return REACH[pointer] / this.camera.get().zoom;
  }

  /** The middle of the part of the view that no island covers, in CSS pixels. */
  freeMiddle(): Point {
    const { width, height } = this.viewport.get();
    const { top, right, bottom, left } = this.insets.get();
    return [(left + width - right) / 2, (top + height - bottom) / 2];
  }

  #do(what: "write" | "undo", change: () => void): void {
    const before = this.#doing;
    this.#doing = what;
    try {
      change();
    } finally {
      this.#doing = before;
    }
  }

  /** The user leaves a group with the last of its shapes. */
  #leaveGroup(): void {
    const dive = this.dive.get();
    const { groups } = this.scene.relations;
    const isIn = (id: string): boolean => groups.tagsOf(id).includes(dive ?? "");
    if (dive !== null && !this.selection.get().some(isIn)) this.dive.set(null);
  }

  #follow({ added, changed, removed, orphans = [] }: SceneChange): void {
    if (orphans.length > 0 && !this.readOnly.get()) this.#settle(orphans);
    const hovered = this.hover.get();
    if (hovered !== null && removed.includes(hovered)) this.hover.set(null);
    const id = this.editing.get();
    if (id !== null && removed.includes(id)) this.#loseEdited(id);
    else if (id !== null && changed.includes(id)) this.lost.keep(saveShape(this.doc, id));
    if (this.lost.offers.get().length === 0) return;
    for (const one of added) {
      const shape = this.scene.get(one);
      if (shape !== undefined) this.lost.found(shape);
    }
  }

  /** Keeps arrows where they are seen whose shape a program, or an undo, has taken away. */
  #settle(orphans: readonly Orphan[]): void {
    this.history.unrecorded(() => {
      for (const orphan of orphans) settle(this.scene.relations, orphan);
    });
  }

  /** The shape that I type in is deleted. Unless I have deleted it myself, its words are offered, and keys wait. */
  #loseEdited(id: string): void {
    if (this.#doing === null) {
      const name = this.whoDeleted(id);
      this.lost.offer({ kind: "other", name }, this.fieldWords?.() ?? null);
    } else if (this.#doing === "undo") {
      this.lost.offer({ kind: "undo" }, this.fieldWords?.() ?? null);
    }
    if (this.#doing !== "write") this.typingPause.begin(performance.now());
    this.lost.keep(null);
    this.editing.set(null);
    this.history.pause();
  }

  destroy(): void {
    this.endEditing();
    for (const stop of this.#stopWatching) stop();
    this.selection.destroy();
    this.history.destroy();
    this.seen.destroy();
    this.scene.destroy();
  }
}
