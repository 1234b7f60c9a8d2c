/** The outline of a board as rows in reading order, kept up to date in short slices. It knows no page. */
import type { Shape } from "../../../shared/board/shape.ts";
import { createStore, type ReadableStore } from "../../ui/store.ts";
import type { Editor } from "../editor.ts";
import { readingOrder } from "../reading-order.ts";
import type { SceneChange } from "../scene/scene.ts";
import { type OpenThread, threadsOf } from "../ways/threads.ts";

/** The branches that stand after the shapes: bound arrows, what was drawn by hand, open threads. */
export type Branch = "connections" | "drawings" | "threads";
const BRANCHES: readonly Branch[] = ["connections", "drawings", "threads"];

/** One row of the outline. */
export interface Row {
  /** Its kind and id: no two rows have the same. */
  readonly key: string;
  readonly kind: "shape" | "thread" | "branch";
  /** The id of a shape, the key of a thread, or the name of a branch. */
  readonly id: string;
  /** How deep it lies; the outermost are at 1. */
  readonly level: number;
  /** How many rows are beside it under the same parent, itself among them, and which of them it is. */
  readonly size: number;
  readonly place: number;
  /** Is what lies below it shown? Null: nothing lies below. */
  readonly isOpen: boolean | null;
  /** The key of the row below which it lies. */
  readonly parent: string | null;
}

/** Milliseconds of one slice, and shapes between two looks at the clock. */
const SLICE_MS = 5;
const BETWEEN_LOOKS = 64;

/** Milliseconds from a change to the outline of it: what comes meanwhile is one change. */
const REST_MS = 150;

/** Most levels that are shown below one another: frames lie in frames up to eight times. */
const MOST_LEVELS = 10;

const NOTHING: readonly string[] = [];

/** The key of a row. */
export function keyOf(kind: Row["kind"], id: string): string {
  return `${kind} ${id}`;
}

/** The rows of a board's outline. A change costs what it touches, and the order of the level in which it lies. */
export class OutlineModel {
  readonly rows: ReadableStore<readonly Row[]>;
  /** Counts the changes of what rows say. */
  readonly changes: ReadableStore<number>;
  readonly #rows = createStore<readonly Row[]>([]);
  readonly #changes = createStore(0);
  readonly #editor: Editor;
  readonly #stops: (() => void)[] = [];
  /** The shapes of each level by the key of the row around them; the outermost have "". */
  readonly #levels = new Map<string, Set<string>>();
  readonly #levelOf = new Map<string, string>();
  /** Each shape as it was when it was put in its place. */
  readonly #known = new Map<string, Shape>();
  readonly #orders = new Map<string, readonly string[]>();
  /** The levels that are to be put in order again. */
  readonly #stale = new Set<string>();
  /** Shapes that have changed and were not looked at yet. */
  readonly #waiting = new Set<string>();
  /** The rows that the user has opened or closed. */
  readonly #isOpen = new Map<string, boolean>();
  #threads: readonly OpenThread[] = [];
  #stopThreads: () => void = () => undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #index: ReadonlyMap<string, number> | null = null;

  constructor(editor: Editor) {
    this.#editor = editor;
    this.rows = this.#rows;
    this.changes = this.#changes;
    for (const { id } of editor.scene.inOrder()) this.#waiting.add(id);
    const threads = threadsOf(editor);
    this.#stops.push(
      editor.scene.subscribe((change) => this.#note(change)),
      threads.subscribe(() => this.#watchThreads()),
    );
    this.#watchThreads();
    this.#slice();
  }

  /** The place of a row among the rows; -1: it is not shown. */
  indexOf(key: string): number {
    this.#index ??= new Map(this.#rows.get().map((row, index) => [row.key, index]));
    return this.#index.get(key) ?? -1;
  }

  /** The thread of a row. */
  threadOf({ id }: Row): OpenThread | undefined {
    return this.#threads.find(({ key }) => key === id);
  }

  /** How many rows lie below a branch. */
  countOf(branch: Branch): number {
    if (branch === "threads") return this.#threads.length;
    return this.#levels.get(keyOf("branch", branch))?.size ?? 0;
  }

  /** Shows or hides what lies below a row. */
  open(key: string, isOpen: boolean): void {
    this.#isOpen.set(key, isOpen);
    this.flush();
  }

  /** Shows the row of a shape, wherever it lies. */
  reveal(id: string): void {
    const level = this.#levelOf.get(id);
    if (level === undefined || this.indexOf(keyOf("shape", id)) >= 0) return;
    const frames = this.#editor.scene.relations.tree.framesAround(id);
    for (const key of [level, ...frames.map((frame) => keyOf("shape", frame))]) {
      this.#isOpen.set(key, true);
    }
    this.flush();
  }

  /** Looks at all that waits, at once. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#work(Number.POSITIVE_INFINITY);
    this.#show();
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#stopThreads();
    for (const stop of this.#stops) stop();
  }

  #note({ added, changed, removed }: SceneChange): void {
    for (const ids of [added, changed, removed]) for (const id of ids) this.#waiting.add(id);
    this.#timer ??= setTimeout(() => this.#slice(), REST_MS);
  }

  #watchThreads(): void {
    this.#stopThreads();
    const threads = threadsOf(this.#editor).get();
    const look = () => {
      this.#threads = threads?.open.get() ?? [];
      this.#timer ??= setTimeout(() => this.#slice(), REST_MS);
    };
    this.#stopThreads = threads?.open.subscribe(look) ?? (() => undefined);
    look();
  }

  /** Goes on for a few milliseconds, and again when the page has had its turn. */
  #slice(): void {
    this.#timer = undefined;
    if (this.#work(performance.now() + SLICE_MS)) this.#show();
    else this.#timer = setTimeout(() => this.#slice());
  }

  /** Says whether all is done. */
  #work(until: number): boolean {
    let looked = 0;
    for (const id of this.#waiting) {
      if (looked++ % BETWEEN_LOOKS === 0 && performance.now() > until) return false;
      this.#waiting.delete(id);
      this.#place(id);
    }
    for (const level of this.#stale) {
      if (performance.now() > until) return false;
      this.#stale.delete(level);
      this.#sort(level);
    }
    return true;
  }

  /** Puts a level in order. It nearly is already: sorting what was sorted before takes little. */
  #sort(level: string): void {
    const ids = this.#levels.get(level);
    if (ids === undefined) {
      this.#orders.delete(level);
      return;
    }
    const left = new Set(ids);
    const before = (this.#orders.get(level) ?? NOTHING).filter((id) => left.delete(id));
    const shapes = [...before, ...left].flatMap((id) => this.#known.get(id) ?? []);
    const order = readingOrder(shapes).map(({ id }) => id);
    this.#orders.set(level, order);
  }

  #place(id: string): void {
    const { scene } = this.#editor;
    const shape = scene.get(id);
    const known = this.#known.get(id);
    const before = this.#levelOf.get(id);
    if (shape === undefined) {
      this.#known.delete(id);
      this.#levelOf.delete(id);
      if (before !== undefined) this.#leave(before, id);
      return;
    }
    this.#known.set(id, shape);
    const level = this.#levelFor(shape);
    if (before !== level) {
      if (before !== undefined) this.#leave(before, id);
      this.#levelOf.set(id, level);
      const others = this.#levels.get(level);
      if (others === undefined) this.#levels.set(level, new Set([id]));
      else others.add(id);
      this.#stale.add(level);
    } else if (known?.xy[0] !== shape.xy[0] || known.xy[1] !== shape.xy[1]) {
      this.#stale.add(level);
    }
  }

  #leave(level: string, id: string): void {
    const others = this.#levels.get(level);
    others?.delete(id);
    if (others?.size === 0) this.#levels.delete(level);
    this.#stale.add(level);
  }

  #levelFor(shape: Shape): string {
    const { scene } = this.#editor;
    if (shape.type === "ink") return keyOf("branch", "drawings");
    if (shape.type === "arrow" && (shape.start !== null || shape.end !== null)) {
      return keyOf("branch", "connections");
    }
    const parent = scene.relations.tree.parentOf(shape.id);
    return parent !== null && scene.has(parent) ? keyOf("shape", parent) : "";
  }

  /** Makes the rows of the levels that are open. */
  #show(): void {
    const rows: Row[] = [];
    const branches = BRANCHES.filter((branch) => this.countOf(branch) > 0);
    const outermost = this.#orders.get("") ?? NOTHING;
    const size = outermost.length + branches.length;
    this.#level(rows, outermost, 1, null, size);
    for (const [at, id] of branches.entries()) {
      const key = keyOf("branch", id);
      const isOpen = this.#isOpen.get(key) ?? id !== "drawings";
      const place = outermost.length + at + 1;
      rows.push({ key, kind: "branch", id, level: 1, size, place, isOpen, parent: null });
      if (!isOpen) continue;
      const inside = this.#orders.get(key) ?? NOTHING;
      if (id === "threads") this.#threadRows(rows, key);
      else this.#level(rows, inside, 2, key, inside.length);
    }
    this.#index = null;
    this.#rows.set(rows);
    this.#changes.set(this.#changes.get() + 1);
  }

  #level(
    rows: Row[],
    ids: readonly string[],
    level: number,
    parent: string | null,
    size: number,
  ): void {
    let place = 0;
    for (const id of ids) {
      const key = keyOf("shape", id);
      const inside = level < MOST_LEVELS ? (this.#orders.get(key) ?? NOTHING) : NOTHING;
      const isOpen = inside.length > 0 ? (this.#isOpen.get(key) ?? true) : null;
      place += 1;
      rows.push({ key, kind: "shape", id, level, size, place, isOpen, parent });
      if (isOpen === true) this.#level(rows, inside, level + 1, key, inside.length);
    }
  }

  #threadRows(rows: Row[], parent: string): void {
    const size = this.#threads.length;
    let place = 0;
    for (const { key: id } of this.#threads) {
      place += 1;
      const key = keyOf("thread", id);
      rows.push({ key, kind: "thread", id, level: 2, size, place, isOpen: null, parent });
    }
  }
}
