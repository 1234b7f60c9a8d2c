/** The other people and the chat, as far as the board's menus and panels lead to them. The page around the board tells it. */
import type { Message } from "../../../shared/chat/message.ts";
import { createStore, type ReadableStore, type Store } from "../../ui/store.ts";
import type { Editor } from "../editor.ts";

/** Somebody else who is here. */
export interface Companion {
  /** Their public id. */
  readonly id: string;
  /** Their name, with the tag that tells it from others. */
  readonly name: string;
  readonly color: string;
}

/** The people around a board, and the ways to them and to what they say. */
export interface Company {
  readonly people: ReadableStore<readonly Companion[]>;
  /** Has the room told all that it holds? */
  readonly joined: ReadableStore<boolean>;
  /** The name of the person at a client, with its tag; null: nobody knows it. */
  nameOf(client: number): string | null;
  /** Moves the view to where a person is. */
  goTo(id: string): void;
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
