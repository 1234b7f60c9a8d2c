/** The news of a closed chat: who has come, and what was said. It knows no elements. */
import { type ChatLog, newestSeq } from "../chat/log.ts";
import type { Person } from "../people/roster.ts";
import { createStore, type ReadableStore } from "../ui/store.ts";

/** Somebody of whom there is news. */
export type NewsPerson = Pick<Person, "id" | "name" | "color" | "verified">;

/** The news to show; several of a kind are one. */
export interface News {
  readonly kind: "came" | "said";
  /** The people whom it is about, the newest first. */
  readonly people: readonly NewsPerson[];
  /** The first line of the newest message; empty where somebody has come. */
  readonly line: string;
  /** How many messages it stands for. */
  readonly count: number;
}

/** Milliseconds for which news is shown when nobody looks at it more closely. */
export const SHOWN_MS = 6_000;

/** Milliseconds within which a person who comes again has not been away: a reload, a lost connection. */
const BACK_MS = 10 * 60_000;

/** In a room with more people than this, who comes is no news. */
const MOST_PEOPLE = 12;

export interface NewsSource {
  /** True while the room has told who is in it. */
  readonly joined: ReadableStore<boolean>;
  readonly others: ReadableStore<readonly Person[]>;
  readonly log: ReadableStore<ChatLog>;
  readonly myId: ReadableStore<string>;
  /** How far this browser has read before; 0: never. */
  readonly readUpTo: number;
}

/** Gathers news while the chat is closed. */
export class ChatNews {
  readonly news: ReadableStore<News | null>;
  readonly #news = createStore<News | null>(null);
  readonly #source: NewsSource;
  readonly #unsubscribe: readonly (() => void)[];
  /** When each person who was here was seen last, in milliseconds; infinity: they are here. */
  readonly #seen = new Map<string, number>();
  /** The newest message that was told or read; `null` until the chat is known. */
  #toldUpTo: number | null = null;
  #isOpen = false;
  #isHeld = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(source: NewsSource) {
    this.news = this.#news;
    this.#source = source;
    this.#unsubscribe = [
      source.joined.subscribe(this.#meet),
      source.others.subscribe(this.#greet),
      source.log.subscribe(this.#listen),
    ];
    this.#meet();
    this.#listen();
  }

  /** The chat is open: all is seen there. */
  setOpen(open: boolean): void {
    this.#isOpen = open;
    if (!open) return;
    this.#hear();
    this.drop();
  }

  /** The user looks at the news, or cannot see the page: it stays until they are done. */
  hold(held: boolean): void {
    this.#isHeld = held;
    this.#startTimer();
  }

  drop(): void {
    clearTimeout(this.#timer);
    this.#news.set(null);
  }

  destroy(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    clearTimeout(this.#timer);
  }

  /** Everybody who is here when I come, or come back, is no news. */
  readonly #meet = (): void => {
    if (this.#source.joined.get()) this.#note();
  };

  readonly #greet = (): void => {
    if (!this.#source.joined.get()) return;
    const now = Date.now();
    const others = this.#source.others.get();
    const came = others.filter(({ id }) => now - (this.#seen.get(id) ?? 0) > BACK_MS);
    this.#note();
    const before = this.#news.get();
    if (came.length === 0 || others.length > MOST_PEOPLE || this.#isOpen) return;
    // Words are more than that somebody is here.
    if (before?.kind === "said") return;
    this.#show({
      kind: "came",
      people: distinct([...came, ...(before?.people ?? [])]),
      line: "",
      count: 0,
    });
  };

  /** Notes who is here, and who is not any more. */
  #note(): void {
    const here = new Set(this.#source.others.get().map(({ id }) => id));
    for (const [id, seenAt] of this.#seen) {
      if (seenAt === Number.POSITIVE_INFINITY && !here.has(id)) this.#seen.set(id, Date.now());
    }
    for (const id of here) this.#seen.set(id, Number.POSITIVE_INFINITY);
  }

  readonly #listen = (): void => {
    const log = this.#source.log.get();
    if (log.known.length === 0) return;
    // A room that this browser never read in has a past, and no news.
    this.#toldUpTo ??= this.#source.readUpTo || newestSeq(log);
    const from = this.#toldUpTo;
    const myId = this.#source.myId.get();
    const said = log.messages.filter(({ seq, by }) => seq > from && by.id !== myId).reverse();
    this.#hear();
    const [newest] = said;
    if (newest === undefined || this.#isOpen) return;
    const before = this.#news.get();
    const told = before?.kind === "said" ? before : null;
    const people = said.map(({ by }) => ({ ...by, verified: by.verified ?? false }));
    this.#show({
      kind: "said",
      people: distinct([...people, ...(told?.people ?? [])]),
      line: newest.text.trim().split("\n", 1)[0] ?? "",
      count: said.length + (told?.count ?? 0),
    });
  };

  /** All that the chat holds is told. */
  #hear(): void {
    const log = this.#source.log.get();
    if (log.known.length > 0) this.#toldUpTo = Math.max(this.#toldUpTo ?? 0, newestSeq(log));
  }

  #show(news: News): void {
    this.#news.set(news);
    this.#startTimer();
  }

  #startTimer(): void {
    clearTimeout(this.#timer);
    if (this.#isHeld || this.#news.get() === null) return;
    this.#timer = setTimeout(() => this.drop(), SHOWN_MS);
  }
}

function distinct(people: readonly NewsPerson[]): NewsPerson[] {
  const byId = new Map<string, NewsPerson>();
  for (const person of people) if (!byId.has(person.id)) byId.set(person.id, person);
  return [...byId.values()];
}
