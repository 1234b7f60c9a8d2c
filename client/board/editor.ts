import type * as Y from "yjs";
import { type Orphan, settle } from "../../shared/board/binding-edits.ts";
import type { Point } from "../../shared/board/shape.ts";
import type { AssetChannel, GestureChannel } from "../sync/channel.ts";
import type { KeptValues } from "../ui/storage.ts";
import { createStore } from "../ui/store.ts";
import type { Command, CommandId } from "./commands/command.ts";
import type { Taken } from "./dive.ts";
import { noPage, noPeople, type Page, type People } from "./editor/around.ts";
import type { BoardDialog } from "./editor/dialog.ts";
import { Hand } from "./editor/hand.ts";
import { Me } from "./editor/me.ts";
import { View } from "./editor/view.ts";
import { Scene, type SceneChange } from "./scene/scene.ts";
import { MY_HAND, Seen } from "./scene/seen.ts";
import { Selection } from "./selection.ts";
import { select } from "./taking.ts";
import { TextEditing } from "./text/editing.ts";
import type { ToolKind, ToolName } from "./tools/tool.ts";
import { travel } from "./travel.ts";
import { History } from "./undo.ts";

export interface EditorOptions {
  readonly doc: Y.Doc;
  readonly gestures: GestureChannel;
  readonly kept: KeptValues;
  /** The room's stored images; none in tests. */
  readonly assets?: AssetChannel;
  /** The room's id; none in tests. */
  readonly room?: string;
  /** None at first, when the hands come after the picture. */
  readonly tools?: readonly ToolKind[];
  readonly commands?: readonly Command[];
}

/**
 * One person at one board: all that tools see and do. Knows no DOM.
 * State of one feature lives in the feature (`editor/per-editor.ts`).
 */
export class Editor {
  readonly doc: Y.Doc;
  readonly room: string;
  readonly gestures: GestureChannel;
  readonly assets: AssetChannel | null;
  readonly kept: KeptValues;
  tools: readonly ToolKind[];
  commands: readonly Command[];
  readonly scene: Scene;
  readonly seen: Seen;
  readonly history: History;
  readonly selection: Selection;
  readonly view = new View();
  readonly hand = new Hand();
  readonly text: TextEditing;
  readonly me: Me;
  readonly people: People = noPeople();
  readonly page: Page = noPage();
  readonly readOnly = createStore(false);
  /** The dialog or menu that is open on the board. */
  readonly dialog = createStore<BoardDialog | null>(null);
  /** Begins a comment at a point of the board; null: the page has no comments for this user. */
  readonly commenting = createStore<((at: Point) => void) | null>(null);
  /** Opens and closes the list of comments; null: there is none. */
  listComments: (() => void) | null = null;
  readonly #stopWatching: readonly (() => void)[];

  constructor(options: EditorOptions) {
    const { doc, gestures, kept, assets = null, room = "", tools = [], commands = [] } = options;
    this.doc = doc;
    this.room = room;
    this.gestures = gestures;
    this.assets = assets;
    this.kept = kept;
    this.tools = tools;
    this.commands = commands;
    this.me = new Me(kept);
    this.scene = new Scene(doc);
    this.seen = new Seen(this.scene);
    this.selection = new Selection(this.scene);
    this.text = new TextEditing(this);
    this.history = new History(doc, {
      get: (): Taken => ({ ids: this.selection.get(), dive: this.selection.dive.get() }),
      // A text that is being edited keeps the hand.
      set: (taken) => this.text.editing.get() === null && select(this, taken as Taken),
    });
    this.#stopWatching = [
      this.scene.subscribe((change) => this.#follow(change)),
      this.hand.motion.subscribe(() => this.seen.move(MY_HAND, this.hand.motion.get())),
      this.readOnly.subscribe(() => this.#losesRights()),
    ];
  }

  /** Gives it tools and commands. */
  equip(tools: readonly ToolKind[], commands: readonly Command[]): void {
    this.tools = tools;
    this.commands = commands;
  }

  /** Writes to the document: one transaction, one step of undo. Nothing, when the board is read only. */
  transact(write: () => void): void {
    if (!this.readOnly.get()) this.history.step(write);
  }

  /** Takes back my last step. */
  undo(): void {
    travel(this, () => this.history.undo());
  }

  /** Does again what I took back last. */
  redo(): void {
    travel(this, () => this.history.redo());
  }

  /** Takes a tool into the hand; who may not edit has only those that look. */
  take(tool: ToolName): void {
    const { forViewers = false, instead } = this.kindOf(tool);
    if (this.readOnly.get() && !forViewers) return;
    if (this.kindOf(tool).isOffered?.(this) === false) return;
    this.text.end();
    if (instead !== undefined) {
      instead(this);
      return;
    }
    this.hand.take(tool);
    if (!forViewers) this.selection.clear();
  }

  /** The tool in hand has made a shape: it is selected, and Select is taken, unless the tool is locked. */
  made(id: string): void {
    if (this.hand.toolLock.get()) return;
    this.selection.set([id]);
    this.take("select");
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

  #follow(change: SceneChange): void {
    const { orphans = [] } = change;
    if (orphans.length > 0 && !this.readOnly.get()) this.#settle(orphans);
    const hovered = this.hand.hover.get();
    if (hovered !== null && change.removed.includes(hovered)) this.hand.hover.set(null);
    this.text.follow(change);
  }

  /** Keeps arrows where they are seen whose shape a program, or an undo, has taken away. */
  #settle(orphans: readonly Orphan[]): void {
    this.history.unrecorded(() => {
      for (const orphan of orphans) settle(this.scene.relations, orphan);
    });
  }

  /** The user may not edit any more: what is in the hand goes. */
  #losesRights(): void {
    if (!this.readOnly.get() || this.tools.length === 0) return;
    if (this.text.editing.get() !== null) this.text.pause.begin(performance.now());
    this.take("select");
  }

  destroy(): void {
    this.text.end();
    for (const stop of this.#stopWatching) stop();
    this.selection.destroy();
    this.history.destroy();
    this.seen.destroy();
    this.scene.destroy();
  }
}
