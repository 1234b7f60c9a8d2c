/** The other people and the chat, as far as the board's menus and panels lead to them. The page around the board tells it. */
import type { Message } from "../../../shared/chat/message.ts";
import { createStore, type ReadableStore, type Store } from "../../ui/store.ts";
import type { Editor } from "../editor.ts";
import type { Box } from "../geometry.ts";

/** Somebody else who is here. */
export interface Companion {
  /** Their public id. */
  readonly id: string;
  /** Their name, with the tag that tells it from others. */
  readonly name: string;
  readonly color: string;
}

/** The part of the board that somebody else looks at. */
export interface TheirView {
  readonly id: string;
  readonly color: string;
  readonly box: Box;
}

/** The people around a board, and what a user can do with them. */
export interface Company {
  readonly people: ReadableStore<readonly Companion[]>;
  /** The public id of the person whom I follow; null: nobody. */
  readonly following: ReadableStore<string | null>;
  follow(id: string): void;
  /** Moves my view to where a person is; false: nobody knows where that is. */
  goTo(id: string): boolean;
  /** Asks everybody to come to what I see. */
  gather(): void;
  /** Asks the others for their views, until the returned function is called. */
  watchViews(): () => void;
  readonly views: ReadableStore<readonly TheirView[]>;
  /** The messages that are loaded. */
  messages(): readonly Message[];
  /** Shows a message in the chat. */
  showMessage(seq: number): void;
}

const known = new WeakMap<Editor, Store<Company | null>>();

/** The company of a board; null: it has none, as a board that stands alone. */
export function companyOf(editor: Editor): Store<Company | null> {
  const company = known.get(editor) ?? createStore<Company | null>(null);
  known.set(editor, company);
  return company;
}
