/** Following a person: whom I follow, whose views I take, and when it ends. It knows no DOM. */
import type { Awareness } from "y-protocols/awareness";
import { type Gesture, handOf } from "../../../shared/board/gesture.ts";
import type { Point } from "../../../shared/board/shape.ts";
import { presenceOf } from "../../ui/presence.ts";
import { createStore, type ReadableStore } from "../../ui/store.ts";
import { followWords } from "../../words/follow-words.ts";
import type { Editor } from "../editor.ts";
import type { Box } from "../geometry.ts";
import { Chase } from "./chase.ts";
import { FollowMap } from "./follow-map.ts";
import { tellView } from "./view-teller.ts";

/** Milliseconds for which a leader may be away: over a reload, or a connection that is lost for a moment. */
const AWAY_MS = 3_000;

/** Milliseconds in which a client must have told its view. */
const SILENT_MS = 5_000;

export interface FollowingOptions {
  readonly editor: Editor;
  readonly presence: Awareness;
  /** My public id; empty until the room has said it. */
  readonly myId: ReadableStore<string>;
  /** The name of a person, as it is shown. */
  readonly nameOf: (id: string) => string;
}

/** The following of one user at one board. */
export class Following {
  readonly leader: ReadableStore<string | null>;
  /** The person whose views I take: the last of those whom my leader follows. */
  readonly source: ReadableStore<string | null>;
  readonly map: FollowMap;
  readonly #leader = createStore<string | null>(null);
  readonly #source = createStore<string | null>(null);
  readonly #options: FollowingOptions;
  /** The newest view of each client, and when it came. */
  readonly #views = new Map<number, { readonly box: Box; readonly at: number }>();
  /** Where the hand of each client was told last. */
  readonly #hands = new Map<number, Point>();
  readonly #stops: readonly (() => void)[];
  #chase: Chase | null = null;
  #away: ReturnType<typeof setTimeout> | undefined;
  #silent: ReturnType<typeof setTimeout> | undefined;
  /** Their name, for when they have gone. */
  #name = "";

  constructor(options: FollowingOptions) {
    this.leader = this.#leader;
    this.source = this.#source;
    this.#options = options;
    const { editor, presence, myId } = options;
    this.map = new FollowMap(presence);
    this.#stops = [
      this.map.changes.subscribe(() => this.#look()),
      myId.subscribe(() => this.#look()),
      editor.gestures.subscribe((client, gesture) => this.#take(client, gesture)),
      // To write is to stay where one is.
      editor.text.editing.subscribe(() => editor.text.editing.get() !== null && this.stop()),
      tellView({ editor, presence, map: this.map, myId, leader: this.leader }),
      () => this.map.destroy(),
    ];
  }

  /** Follows a person from now on, in place of another one. */
  follow(id: string): void {
    const { editor, myId, nameOf } = this.#options;
    if (id === myId.get() || id === this.#leader.get() || !this.map.has(id)) return;
    if (this.map.chainFrom(id, myId.get()).end === null) {
      editor.page.say(followWords.ring(nameOf(id)));
      return;
    }
    this.stop();
    editor.text.end();
    this.#chase = new Chase(editor, () => this.stop());
    this.#leader.set(id);
    this.#options.presence.setLocalStateField("follows", id);
    this.#look();
  }

  /** Ends it. The view stays where it is. */
  stop(): void {
    if (this.#leader.get() === null) return;
    clearTimeout(this.#away);
    clearTimeout(this.#silent);
    this.#away = undefined;
    this.#chase?.end();
    this.#chase = null;
    this.#source.set(null);
    this.#leader.set(null);
    this.#options.presence.setLocalStateField("follows", null);
  }

  /** The newest view of a person, while somebody follows them. */
  viewOf(id: string): Box | null {
    if (this.map.followersOf(id).length === 0) return null;
    return this.#newest(id)?.box ?? null;
  }

  /** Where a person's pointer is, by the newest that was told; null: not on the board. */
  pointerOf(id: string): Point | null {
    for (const client of this.map.clientsOf(id)) {
      const state = this.#options.presence.getStates().get(client);
      const { pointer } = presenceOf(state);
      if (pointer !== null) return this.#hands.get(client) ?? [pointer.x, pointer.y];
    }
    return null;
  }

  destroy(): void {
    this.stop();
    for (const stop of this.#stops) stop();
  }

  #take(client: number, gesture: Gesture): void {
    const id = this.map.idOf(client);
    const hand = handOf(gesture);
    if (hand !== null && id !== null) this.#hands.set(client, hand);
    if (gesture.kind !== "view") return;
    if (id === null || id === this.#options.myId.get()) return;
    this.#views.set(client, { box: gesture.box, at: performance.now() });
    if (id === this.#source.get()) this.#chaseTo(gesture.box);
  }

  #chaseTo(box: Box): void {
    clearTimeout(this.#silent);
    this.#chase?.to(box);
  }

  #newest(id: string): { readonly box: Box; readonly at: number } | undefined {
    const views = this.map.clientsOf(id).flatMap((client) => this.#views.get(client) ?? []);
    return views.sort((a, b) => b.at - a.at)[0];
  }

  /** Somebody has come, gone, or follows another person. */
  #look(): void {
    for (const client of this.#views.keys()) {
      if (this.map.idOf(client) === null) this.#views.delete(client);
    }
    for (const client of this.#hands.keys()) {
      if (this.map.idOf(client) === null) this.#hands.delete(client);
    }
    const leader = this.#leader.get();
    if (leader === null) return;
    const { editor, myId, nameOf } = this.#options;
    if (!this.map.has(leader)) {
      this.#source.set(null);
      clearTimeout(this.#silent);
      this.#away ??= setTimeout(() => this.#end(followWords.left(this.#name)), AWAY_MS);
      return;
    }
    clearTimeout(this.#away);
    this.#away = undefined;
    this.#name = nameOf(leader);
    const { end, people } = this.map.chainFrom(leader, myId.get());
    // In a ring nobody leads. The one with the largest id steps out of it.
    if (end === null && people.every((id) => id < myId.get())) {
      editor.page.say(followWords.ring(this.#name));
      this.stop();
      return;
    }
    if (end === this.#source.get()) return;
    this.#source.set(end);
    clearTimeout(this.#silent);
    const view = end === null ? undefined : this.#newest(end);
    if (view !== undefined) this.#chase?.to(view.box);
    // A known view may be old: the leader tells it anew.
    else this.#silent = setTimeout(() => this.#end(followWords.unseen(this.#name)), SILENT_MS);
  }

  #end(sentence: string): void {
    this.stop();
    this.#options.editor.page.say(sentence);
  }
}
