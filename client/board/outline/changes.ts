/** The acts of each person on the shapes of a board, gathered until they are told. It knows no page. */
import * as Y from "yjs";
import { shapesOf } from "../../../shared/board/document.ts";
import type { Editor } from "../editor.ts";
import { inWords } from "../reading-order.ts";
import { standsOf } from "./labels.ts";

/** An act on a shape; of several on one shape, the first of these counts. */
export const ACTS = ["removed", "added", "wrote", "moved", "changed"] as const;
export type Act = (typeof ACTS)[number];

/** The person who has acted: me, another client's person by name, or somebody whom nobody knows. */
export type Actor =
  | { readonly isMe: true }
  | { readonly isMe: false; readonly name: string | null };

/** The shapes to which one person has done one thing. */
export interface Done {
  readonly act: Act;
  /** How many they are. */
  readonly count: number;
  /** The only one in words; null: they are several, or it is gone. */
  readonly only: string | null;
}

/** Milliseconds: so long after a change of mine or another's it is told, with all that came meanwhile. */
export const MINE_MS = 500;
export const THEIRS_MS = 3_000;

/** Milliseconds without a letter after which a text counts as written, and after which it is told at the latest. */
const TEXT_REST_MS = 2_000;
const TEXT_MOST_MS = 15_000;

/** Shapes whose words are kept when they are deleted: of more, the number is told. */
const FEW = 1;

const PLACE_KEYS: ReadonlySet<string> = new Set(["xy", "parent", "from", "to", "angle"]);

interface Pile {
  readonly actor: Actor;
  readonly acts: Map<string, Act>;
  /** The words of a shape that was deleted alone. */
  gone: string | null;
  began: number;
  /** When a letter was written last. */
  wrote: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export interface ChangesOptions {
  /** Is this wanted now? Otherwise nothing is gathered. */
  isWanted(isMe: boolean): boolean;
  /** The name of the person at another client; null: nobody knows it. */
  nameOf(client: number): string | null;
  /** The name of the person who has a shape selected; null: nobody has. The document does not say who deletes. */
  holderOf(id: string): string | null;
  tell(actor: Actor, done: readonly Done[]): void;
}

/** Watches the shapes of a document. A change costs what it touches. */
export class Changes {
  readonly #editor: Editor;
  readonly #options: ChangesOptions;
  readonly #shapes: Y.Map<Y.Map<unknown>>;
  readonly #piles = new Map<string, Pile>();
  #gone: string | null = null;

  constructor(editor: Editor, options: ChangesOptions) {
    this.#editor = editor;
    this.#options = options;
    this.#shapes = shapesOf(editor.doc);
    editor.doc.on("beforeObserverCalls", this.#keepWords);
    this.#shapes.observeDeep(this.#note);
  }

  destroy(): void {
    this.#editor.doc.off("beforeObserverCalls", this.#keepWords);
    this.#shapes.unobserveDeep(this.#note);
    for (const { timer } of this.#piles.values()) clearTimeout(timer);
  }

  /** The scene still has what a transaction has deleted: its words are taken before it goes. */
  readonly #keepWords = (transaction: Y.Transaction): void => {
    this.#gone = null;
    const keys = transaction.changed.get(this.#shapes as never);
    if (keys === undefined || keys.size > FEW) return;
    const [id] = keys;
    const shape = typeof id === "string" && !this.#shapes.has(id) && this.#editor.scene.get(id);
    if (shape) this.#gone = inWords(shape);
  };

  readonly #note = (
    events: readonly Y.YEvent<Y.AbstractType<unknown>>[],
    transaction: Y.Transaction,
  ): void => {
    const actor = this.#actorOf(transaction, events);
    if (actor === null || !this.#options.isWanted(actor.isMe)) return;
    const acts = new Map<string, Act>();
    const add = (id: string, act: Act) => {
      const before = acts.get(id);
      acts.set(id, before === undefined ? act : sooner(before, act));
    };
    for (const event of events) {
      const [id] = event.path;
      if (event.target === (this.#shapes as unknown)) {
        for (const [key, { action }] of event.changes.keys) {
          add(key, action === "delete" ? "removed" : action === "add" ? "added" : "changed");
        }
      } else if (typeof id !== "string") continue;
      else if (event.target instanceof Y.Text) add(id, "wrote");
      else if (event instanceof Y.YMapEvent && event.path.length === 1) {
        const isPlace = [...event.keysChanged].every((key) => PLACE_KEYS.has(String(key)));
        add(id, isPlace ? "moved" : "changed");
      } else add(id, "changed");
    }
    // Arrows that were bound to what is deleted stand by themselves then: nobody has changed them.
    if ([...acts.values()].includes("removed")) {
      for (const [id, act] of acts) if (act === "moved" || act === "changed") acts.delete(id);
    }
    this.#gather(actor, acts);
  };

  /** The person who has made a change; null: it is told to nobody, such as what the page tidies up by itself. */
  #actorOf(
    transaction: Y.Transaction,
    events: readonly Y.YEvent<Y.AbstractType<unknown>>[],
  ): Actor | null {
    const { history } = this.#editor;
    if (transaction.local) {
      return transaction.origin === history || history.acts === "undo" ? { isMe: true } : null;
    }
    const clients: number[] = [];
    for (const [client, clock] of transaction.afterState) {
      if ((transaction.beforeState.get(client) ?? 0) < clock) clients.push(client);
      if (clients.length > 1) break;
    }
    const [client, other] = clients;
    if (client === undefined) {
      const [gone] =
        events.find(({ target }) => target === (this.#shapes as unknown))?.changes.keys.keys() ??
        [];
      const name = gone === undefined ? null : this.#options.holderOf(gone);
      return { isMe: false, name };
    }
    return { isMe: false, name: other === undefined ? this.#options.nameOf(client) : null };
  }

  #gather(actor: Actor, acts: ReadonlyMap<string, Act>): void {
    if (acts.size === 0) return;
    const key = actor.isMe ? "me" : `name ${actor.name ?? ""}`;
    const now = performance.now();
    let pile = this.#piles.get(key);
    if (pile === undefined) {
      pile = { actor, acts: new Map(), gone: null, began: now, wrote: 0, timer: undefined };
      this.#piles.set(key, pile);
    }
    for (const [id, act] of acts) put(pile.acts, id, act);
    if (this.#gone !== null) pile.gone = this.#gone;
    if ([...acts.values()].includes("wrote")) pile.wrote = now;
    const theirs = actor.isMe ? MINE_MS : THEIRS_MS;
    // My own acts are told when they rest; those of others go on, and are told again and again.
    if (actor.isMe) clearTimeout(pile.timer);
    else if (pile.timer !== undefined) return;
    pile.timer = setTimeout(() => this.#tell(key), theirs);
  }

  #tell(key: string): void {
    const pile = this.#piles.get(key);
    if (pile === undefined) return;
    const { actor, acts } = pile;
    const now = performance.now();
    const left = new Map<string, Act>();
    const isTyping = now - pile.wrote < TEXT_REST_MS && now - pile.began < TEXT_MOST_MS;
    const byAct = new Map<Act, string[]>();
    for (const [id, act] of acts) {
      const isText = act === "wrote" || act === "added";
      // A note that is being written is told with its words, when they are there.
      if (!actor.isMe && isText && isTyping && pile.wrote > 0) left.set(id, act);
      else if (actor.isMe && act === "wrote") continue;
      else byAct.set(act, [...(byAct.get(act) ?? []), id]);
    }
    const done = ACTS.flatMap((act) => this.#doneOf(act, byAct.get(act) ?? [], pile));
    if (left.size === 0) this.#piles.delete(key);
    else {
      this.#piles.set(key, {
        ...pile,
        acts: left,
        timer: setTimeout(() => this.#tell(key), TEXT_REST_MS),
      });
    }
    if (done.length > 0) this.#options.tell(actor, done);
  }

  #doneOf(act: Act, ids: readonly string[], { actor, gone }: Pile): Done[] {
    const [only, second] = ids;
    if (only === undefined) return [];
    const count = ids.length;
    if (second !== undefined) return [{ act, count, only: null }];
    const shape = this.#editor.scene.get(only);
    if (shape === undefined) return [{ act, count, only: act === "removed" ? gone : null }];
    // A shape that is moved by keys is seen by nobody: its place is said.
    const place = act === "moved" && actor.isMe ? [standsOf(shape)] : [];
    return [{ act, count, only: [inWords(shape), ...place].join(", ") }];
  }
}

function sooner(a: Act, b: Act): Act {
  return ACTS.indexOf(a) < ACTS.indexOf(b) ? a : b;
}

/** Puts an act to those before it on the same shape. A shape that came and went meanwhile is not told. */
function put(acts: Map<string, Act>, id: string, act: Act): void {
  const before = acts.get(id);
  if (before === undefined) acts.set(id, act);
  else if (before === "added" && act === "removed") acts.delete(id);
  else if (before === "removed" && act === "added") acts.set(id, "changed");
  else acts.set(id, sooner(before, act));
}
