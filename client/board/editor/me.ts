/** The user at this board: the public id, and the style of the next shape. */
import type { KeptValues } from "../../ui/storage.ts";
import type { Store } from "../../ui/store.ts";
import { type CurrentStyle, rememberedStyle } from "../current-style.ts";

/** One user at a board. */
export class Me {
  /** My public id, as shapes name who made them; empty until the room has said it. */
  id = "";
  /** The style of the next shape. This browser remembers it. */
  readonly style: Store<CurrentStyle>;

  constructor(kept: KeptValues) {
    this.style = rememberedStyle(kept);
  }
}
