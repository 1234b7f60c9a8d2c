/** Says aloud what happens on the board: what I select and do, who comes and goes, what others change. Loaded after the hands. */
import { announce, isWanted, prepareToAnnounce } from "../../ui/announce.ts";
import { outlineWords } from "../../words/outline-words.ts";
import type { Editor } from "../editor.ts";
import { selectionInWords } from "../reading-order.ts";
import { type Companion, companyOf } from "../ways/company.ts";
import { type Actor, Changes, type Done } from "./changes.ts";
import { MOST_NAMED, movesOf, PEOPLE_MS } from "./tell-people.ts";

/** Milliseconds for which the selection must rest: a box that is drawn around shapes changes it again and again. */
const SELECTION_MS = 200;

/** Begins to say what happens. Returns the function that ends it. */
export function announceBoard(editor: Editor): () => void {
  prepareToAnnounce();
  const changes = new Changes(editor, {
    isWanted: (isMe) => isWanted(isMe ? "mine" : "all") && (isMe || hasJoined(editor)),
    nameOf: (client) => companyOf(editor).get()?.nameOf(client) ?? null,
    holderOf: (id) => editor.people.whoDeleted(id),
    tell(actor, done) {
      for (const one of done) announce(actor.isMe ? "mine" : "all", sentenceOf(actor, one));
    },
  });
  const stops = [() => changes.destroy(), announceSelection(editor), announcePeople(editor)];
  return () => {
    for (const stop of stops) stop();
  };
}

function hasJoined(editor: Editor): boolean {
  return companyOf(editor).get()?.joined.get() ?? false;
}

/** An act in words. */
export function sentenceOf(actor: Actor, { act, count, only }: Done): string {
  const shapes = only ?? outlineWords.shapes(count);
  if (actor.isMe) return outlineWords.mine[act](shapes);
  return outlineWords.theirs[act](actor.name ?? outlineWords.somebody, shapes);
}

function announceSelection(editor: Editor): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = editor.selection.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // The row of the outline that has the focus says it already.
      if (document.activeElement?.role === "treeitem") return;
      announce("mine", selectionInWords(editor.selection.shapes()));
    }, SELECTION_MS);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

function announcePeople(editor: Editor): () => void {
  const company = companyOf(editor);
  let told: readonly Companion[] | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopPeople: () => void = () => undefined;
  const tell = () => {
    timer = undefined;
    const around = company.get();
    if (around === null || !around.joined.get()) return;
    const now = around.people.get();
    // Those who were here before me are told by the list of people.
    const { joined, left } = movesOf(told ?? now, now);
    told = now;
    if (joined.length > 0)
      announce("people", inPeople(joined, outlineWords.joined, outlineWords.joinedMany));
    if (left.length > 0)
      announce("people", inPeople(left, outlineWords.left, outlineWords.leftMany));
  };
  const look = () => {
    timer ??= setTimeout(tell, PEOPLE_MS);
  };
  const watch = () => {
    stopPeople();
    const around = company.get();
    const stops = [around?.people.subscribe(look), around?.joined.subscribe(look)];
    stopPeople = () => {
      for (const stop of stops) stop?.();
    };
    look();
  };
  const stop = company.subscribe(watch);
  watch();
  return () => {
    stop();
    stopPeople();
    clearTimeout(timer);
  };
}

/** Names as one sentence has them: some by name, more as a number. */
function inPeople(
  names: readonly string[],
  some: (names: string) => string,
  many: (people: number) => string,
): string {
  if (names.length > MOST_NAMED) return many(names.length);
  const list = [names.slice(0, -1).join(", "), names.at(-1)].filter((part) => part);
  return some(list.join(outlineWords.and));
}
