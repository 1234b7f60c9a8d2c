/** A board that is only looked at: a document and its painter, without hands, people or a page around it. */
import type * as Y from "yjs";
import { Painter } from "./paint/painter.ts";
import { Scene } from "./scene/scene.ts";
import { Seen } from "./scene/seen.ts";

/** A document painted into an element of the page, for as long as it is not destroyed. */
export class ShownBoard {
  readonly scene: Scene;
  readonly painter: Painter;
  readonly #seen: Seen;

  constructor(host: HTMLElement, doc: Y.Doc) {
    this.scene = new Scene(doc);
    this.#seen = new Seen(this.scene);
    this.painter = new Painter(host, this.scene, this.#seen);
  }

  destroy(): void {
    this.painter.destroy();
    this.#seen.destroy();
    this.scene.destroy();
  }
}
