/** A job: one image on its way into the room, tried again until the room has answered, and told to the user. */

import type { AssetFailure, StoreOptions } from "../../sync/channel.ts";
import { filesWords } from "../../words/files-words.ts";
import type { Editor } from "../editor.ts";
import { newShapeId } from "../new-shape.ts";
import { imagesOf } from "./state.ts";
import type { Upload } from "./upload.ts";

/** Milliseconds before a network or server that did not take an image is asked again: doubled up to the second. */
const AGAIN_MS = { first: 2_000, most: 30_000 } as const;

/** Waits for so many milliseconds, or until there is a reason not to. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** The end of a job: done, refused for good, or left out by the user. */
export type Ended<T> = { readonly ok: true; readonly value: T } | AssetFailure | "left out";

/** One image on its way. */
export class Job {
  readonly #editor: Editor;
  readonly #wait: Wait;
  readonly #id = newShapeId();
  readonly #name: string;
  #again: (() => void) | null = null;
  #hurry = new AbortController();
  #share: number | null = null;
  readonly #leftOut = new AbortController();

  constructor(editor: Editor, name: string, wait: Wait = waitOnline) {
    this.#editor = editor;
    this.#name = name;
    this.#wait = wait;
    this.#show({ state: "sending", why: "", canRetry: false });
  }

  /** Does what the network may not carry, until it has: in the end it is done, refused, or not wanted. */
  async attempt<T>(
    act: (
      options: StoreOptions,
    ) => Promise<{ readonly ok: true; readonly value: T } | AssetFailure>,
  ): Promise<Ended<T>> {
    const { signal } = this.#leftOut;
    let wait: number = AGAIN_MS.first;
    for (;;) {
      if (signal.aborted) return "left out";
      this.#share = null;
      this.#show({ state: "sending", why: "", canRetry: false });
      const result = await act({ signal, onShare: (share) => this.#sent(share) });
      if (signal.aborted) return "left out";
      if (result.ok || result.isFinal) return result;
      this.#hurry = new AbortController();
      this.#show({ state: "waiting", why: "", canRetry: true });
      await this.#wait(wait, this.#hurry.signal);
      wait = Math.min(AGAIN_MS.most, 2 * wait);
    }
  }

  /** Says that the image was not added; `again`: the way to try it again. */
  fail(error: string, again: (() => void) | null): void {
    this.#again = again;
    this.#show({ state: "failed", why: whyInWords(error), canRetry: again !== null });
  }

  /** The image is there: there is nothing to tell any more. */
  end(): void {
    const { uploads } = imagesOf(this.#editor);
    uploads.set(uploads.get().filter(({ id }) => id !== this.#id));
  }

  /** Only whole parts in a hundred are shown. */
  #sent(share: number): void {
    const known = Math.floor((this.#share ?? -1) * 100);
    if (this.#leftOut.signal.aborted || Math.floor(share * 100) === known) return;
    this.#share = share;
    this.#show({ state: "sending", why: "", canRetry: false });
  }

  #show(state: Pick<Upload, "state" | "why" | "canRetry">): void {
    const shown: Upload = {
      id: this.#id,
      name: this.#name,
      share: state.state === "sending" ? this.#share : null,
      ...state,
      again: () => {
        this.#hurry.abort();
        this.#again?.();
        this.#again = null;
      },
      leaveOut: () => {
        this.#leftOut.abort();
        this.#hurry.abort();
        this.end();
      },
    };
    const { uploads } = imagesOf(this.#editor);
    const others = uploads.get();
    const isKnown = others.some(({ id }) => id === this.#id);
    uploads.set(
      isKnown ? others.map((each) => (each.id === this.#id ? shown : each)) : [...others, shown],
    );
  }
}

/** Says in words why an image was not added. */
export function whyInWords(error: string): string {
  const why: Readonly<Record<string, string>> = filesWords.images.why;
  return (Object.hasOwn(why, error) ? why[error] : undefined) ?? filesWords.images.why.failed;
}

/** Waits for so long, or until the network is back, or until the user is impatient. */
function waitOnline(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}
