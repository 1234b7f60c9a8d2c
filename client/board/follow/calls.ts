/** Calls to a place: mine to the others, and theirs to me. They move nobody who does not want to. */
import { boxOfCall, parseGathering, placeOfBox } from "../../../shared/wire/gather.ts";
import type { EventChannel } from "../../sync/channel.ts";
import { createStore, type ReadableStore } from "../../ui/store.ts";
import { followWords } from "../../words/follow-words.ts";
import type { Camera } from "../camera.ts";
import type { Editor } from "../editor.ts";
import type { Box } from "../geometry.ts";
import { cameraOn, glideTo } from "../ways/glide.ts";
import { seenBox } from "./seen-box.ts";

/** Milliseconds for which a call stands, and for which the way back does. */
const CALL_MS = 60_000;
const BACK_MS = 20_000;

/** Milliseconds in which the room says that a call was one too many. */
const ANSWER_MS = 3_000;

/** Somebody has called me. */
export interface Call {
  readonly by: { readonly id: string; readonly name: string; readonly color: string };
  readonly box: Box;
  /** Where I was before I went there; null: I have not gone. */
  readonly from: Camera | null;
}

export interface CallsOptions {
  readonly editor: Editor;
  readonly events: EventChannel;
  readonly myId: ReadableStore<string>;
  readonly me: () => { readonly name: string; readonly color: string };
  /** Is anybody else here? */
  readonly isAlone: () => boolean;
  /** I go somewhere: following ends. */
  readonly onGo: () => void;
}

/** The calls of one user at one board. The newest counts. */
export class Calls {
  readonly call: ReadableStore<Call | null>;
  readonly #call = createStore<Call | null>(null);
  readonly #options: CallsOptions;
  readonly #stops: readonly (() => void)[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #calledAt = Number.NEGATIVE_INFINITY;

  constructor(options: CallsOptions) {
    this.call = this.#call;
    this.#options = options;
    const { events, editor } = options;
    this.#stops = [
      events.onUnknown((text) => this.#take(text)),
      events.subscribe((event) => {
        if (event.type !== "refused" || event.key !== undefined) return;
        if (event.code !== "too-fast" || Date.now() - this.#calledAt > ANSWER_MS) return;
        this.#calledAt = Number.NEGATIVE_INFINITY;
        editor.page.say(followWords.tooSoon);
      }),
    ];
  }

  /** Asks everybody to come to where I am. */
  gather(): void {
    const { editor, events, me, isAlone } = this.#options;
    if (isAlone()) {
      editor.page.say(followWords.alone);
      return;
    }
    const box = placeOfBox(seenBox(editor));
    const { name, color } = me();
    const isSent = events.send({ type: "gather", box, by: { name, color } });
    if (isSent) this.#calledAt = Date.now();
    editor.page.say(isSent ? followWords.asked : followWords.offline);
  }

  /** Goes to where I am called. The way back stands for some seconds. */
  go(): void {
    const call = this.#call.get();
    if (call === null) return;
    const { editor, onGo } = this.#options;
    onGo();
    this.#show({ ...call, from: editor.view.camera.get() }, BACK_MS);
    glideTo(editor, cameraOn(editor, call.box));
  }

  /** Goes back to where I was before. */
  back(): void {
    const from = this.#call.get()?.from ?? null;
    this.stay();
    if (from === null) return;
    this.#options.onGo();
    glideTo(this.#options.editor, from);
  }

  /** Stays where I am. */
  stay(): void {
    clearTimeout(this.#timer);
    this.#call.set(null);
  }

  destroy(): void {
    this.stay();
    for (const stop of this.#stops) stop();
  }

  #take(text: string): void {
    const heard = parseGathering(text);
    if (heard === null || heard.by.id === this.#options.myId.get()) return;
    const { by, box } = heard;
    this.#show({ by, box: boxOfCall(box), from: null }, CALL_MS);
  }

  #show(call: Call, ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#call.set(null), ms);
    this.#call.set(call);
  }
}
