/** Sentences for programs that read the page aloud, and how much of them the user wants. Nothing of it is seen. */
import * as v from "valibot";
import { browserStorage } from "./storage.ts";
import { createStore, type Store } from "./store.ts";

/** How much is said, from the least: nothing, my own acts, people who come and go, what others change. */
export const VERBOSITIES = ["off", "mine", "people", "all"] as const;
export type Verbosity = (typeof VERBOSITIES)[number];

const KEY = "stoa.announcements";

/** How much this browser's user wants to be told. */
export const verbosity: Store<Verbosity> = createStore<Verbosity>(
  browserStorage.read(KEY, v.picklist(VERBOSITIES)) ?? "people",
);
verbosity.subscribe(() => browserStorage.write(KEY, verbosity.get()));

/** Does the user want to be told of this? */
export function isWanted(kind: Exclude<Verbosity, "off">): boolean {
  return VERBOSITIES.indexOf(verbosity.get()) >= VERBOSITIES.indexOf(kind);
}

/** Milliseconds for which a sentence stands: programs take it as it comes, and read it when they can. */
const STANDS_MS = 12_000;

/** Sentences that stand at once; the oldest goes first. */
const MOST_STANDING = 12;

let log: HTMLElement | null = null;

/** Makes the place of the sentences before there is one: programs that read aloud know it then. */
export function prepareToAnnounce(): HTMLElement {
  if (log !== null) return log;
  log = document.createElement("div");
  log.className = "visually-hidden";
  // Each sentence is added, and none replaces another that was not read yet.
  log.setAttribute("role", "log");
  log.setAttribute("aria-live", "polite");
  log.setAttribute("aria-relevant", "additions");
  document.body.append(log);
  return log;
}

/** Says a sentence when there is a pause, if the user wants sentences of this kind. */
export function announce(kind: Exclude<Verbosity, "off">, sentence: string): void {
  if (!isWanted(kind)) return;
  const place = prepareToAnnounce();
  const said = document.createElement("p");
  said.textContent = sentence;
  place.append(said);
  if (place.childElementCount > MOST_STANDING) place.firstElementChild?.remove();
  setTimeout(() => said.remove(), STANDS_MS);
}
