/** The search for words on a board and in its chat: in slices, so that a large board goes on meanwhile. */
import { nameOf } from "../../../shared/board/link-address.ts";
import { hasText, type Shape } from "../../../shared/board/shape.ts";
import type { Message } from "../../../shared/chat/message.ts";
import { folded, foldedAt } from "../../ui/folded.ts";
import { createStore, type ReadableStore } from "../../ui/store.ts";
import type { Editor } from "../editor.ts";
import { readingOrder } from "../reading-order.ts";
import { companyOf } from "../ways/company.ts";
import { travelTo } from "../ways/glide.ts";
import { litOf } from "../ways/lit.ts";

/** Something that has the words. */
export type Hit =
  | { readonly kind: "shape"; readonly shape: Shape }
  | { readonly kind: "message"; readonly message: Message };

/** The hits of a search, and which of them is shown. */
export interface Found {
  readonly query: string;
  readonly hits: readonly Hit[];
  /** The place of the hit that is shown; -1: none is. */
  readonly at: number;
  /** Is it still looked for more? */
  readonly isBusy: boolean;
}

const NOTHING: Found = { query: "", hits: [], at: -1, isBusy: false };

/** Milliseconds of one slice, and shapes between two looks at the clock. */
const SLICE_MS = 5;
const BETWEEN_LOOKS = 32;

/** Milliseconds after a change of the board until it is looked through again. */
const AGAIN_MS = 300;

/** Letters of a text that are looked at. */
const MOST_LETTERS = 20_000;

const foldedOf = new WeakMap<Shape, string>();

/** All that can be found of a shape: its words, its name, its address, its description. */
export function wordsOf(shape: Shape): string {
  const own = hasText(shape) ? shape.text.toString().slice(0, MOST_LETTERS) : "";
  if (shape.type === "frame") return shape.name;
  if (shape.type === "image") return shape.alt;
  if (shape.type !== "link") return own;
  const { host, rest } = nameOf(shape.url);
  return `${own} ${host}${rest}`.trim();
}

/** The same as it is compared. A shape is another object once it has changed. */
function comparedOf(shape: Shape): string {
  let known = foldedOf.get(shape);
  if (known === undefined) {
    known = folded(wordsOf(shape)).replace(/\s+/gu, " ");
    foldedOf.set(shape, known);
  }
  return known;
}

/** One search, from when it is opened until it is closed. */
export class Finder {
  readonly found: ReadableStore<Found>;
  readonly #found = createStore<Found>(NOTHING);
  readonly #editor: Editor;
  readonly #stop: () => void;
  #slice: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(editor: Editor) {
    this.#editor = editor;
    this.found = this.#found;
    this.#stop = editor.scene.subscribe(() => {
      clearTimeout(this.#again);
      this.#again = setTimeout(() => this.#look(this.#found.get().query, false), AGAIN_MS);
    });
  }

  /** Looks for these words, and shows the first hit. */
  seek(query: string): void {
    this.#look(query, true);
  }

  /** Shows the next hit or the one before; after the last comes the first. */
  step(direction: 1 | -1): void {
    const { hits, at } = this.#found.get();
    if (hits.length === 0) return;
    const next = at < 0 ? (direction > 0 ? 0 : hits.length - 1) : at + direction;
    this.show((next + hits.length) % hits.length);
  }

  /** Shows a hit: the view goes there and the shape is lit, or the chat opens at the message. */
  show(at: number): void {
    const found = this.#found.get();
    const hit = found.hits[at];
    if (hit === undefined) return;
    this.#found.set({ ...found, at });
    const lit = litOf(this.#editor);
    if (hit.kind === "message") {
      lit.set(null);
      companyOf(this.#editor).get()?.showMessage(hit.message.seq);
      return;
    }
    lit.set({ id: hit.shape.id, since: null });
    const box = this.#editor.scene.boxOf(hit.shape.id);
    if (box !== undefined) travelTo(this.#editor, box);
  }

  /** Ends the search. The shape that is shown is selected. */
  close(): void {
    const { hits, at } = this.#found.get();
    const hit = hits[at];
    if (hit?.kind === "shape" && this.#editor.scene.has(hit.shape.id)) {
      this.#editor.take("select");
      this.#editor.selection.set([hit.shape.id]);
    }
    this.destroy();
  }

  destroy(): void {
    this.#stop();
    clearTimeout(this.#slice);
    clearTimeout(this.#again);
    litOf(this.#editor).set(null);
  }

  #look(query: string, isNew: boolean): void {
    clearTimeout(this.#slice);
    const word = folded(query).replace(/\s+/gu, " ").trim();
    if (word === "") {
      litOf(this.#editor).set(null);
      this.#found.set({ ...NOTHING, query });
      return;
    }
    if (isNew) this.#found.set({ query, hits: [], at: -1, isBusy: true });
    const shapes = this.#editor.scene.inOrder();
    const matches: Shape[] = [];
    let next = 0;
    const slice = () => {
      const until = performance.now() + SLICE_MS;
      for (; next < shapes.length; next++) {
        if (next % BETWEEN_LOOKS === 0 && performance.now() > until) {
          this.#slice = setTimeout(slice);
          return;
        }
        const shape = shapes[next];
        if (shape !== undefined && comparedOf(shape).includes(word)) matches.push(shape);
      }
      this.#finish(query, word, matches, isNew);
    };
    slice();
  }

  #finish(query: string, word: string, shapes: readonly Shape[], isNew: boolean): void {
    const messages = companyOf(this.#editor).get()?.messages() ?? [];
    const hits: Hit[] = [
      ...readingOrder(shapes).map((shape) => ({ kind: "shape", shape }) as const),
      ...messages
        .filter(({ text }) => folded(text).replace(/\s+/gu, " ").includes(word))
        .map((message) => ({ kind: "message", message }) as const)
        .reverse(),
    ];
    const before = this.#found.get();
    const shown = before.hits[before.at];
    const at = isNew || shown === undefined ? -1 : hits.findIndex((hit) => isSame(hit, shown));
    this.#found.set({ query, hits, at, isBusy: false });
    if (isNew && hits.length > 0) this.show(0);
  }
}

/** The words around a hit: what stands before it, itself, and what comes after. */
export function around(hit: Hit, query: string): readonly [string, string, string] {
  const text = (hit.kind === "shape" ? wordsOf(hit.shape) : hit.message.text).replace(/\s+/gu, " ");
  const place = foldedAt(text, folded(query).replace(/\s+/gu, " ").trim());
  if (place === null) return [text.slice(0, 80), "", ""];
  const [from, to] = place;
  const begin = from > 24 ? from - 20 : 0;
  return [
    (begin > 0 ? "…" : "") + text.slice(begin, from),
    text.slice(from, to),
    text.slice(to, to + 80),
  ];
}

function isSame(a: Hit, b: Hit): boolean {
  if (a.kind === "shape") return b.kind === "shape" && a.shape.id === b.shape.id;
  return b.kind === "message" && a.message.seq === b.message.seq;
}
