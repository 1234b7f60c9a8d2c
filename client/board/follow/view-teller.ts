/** Tells the others what I see, while somebody follows me, and whether I present. */
import type { Awareness } from "y-protocols/awareness";
import type { ReadableStore } from "../../ui/store.ts";
import type { Editor } from "../editor.ts";
import { slideOf } from "../present/presenting.ts";
import type { FollowMap } from "./follow-map.ts";
import { seenBox } from "./seen-box.ts";

export interface ViewTellerOptions {
  readonly editor: Editor;
  readonly presence: Awareness;
  readonly map: FollowMap;
  readonly myId: ReadableStore<string>;
  /** The person whom I follow: then my followers take that person's views. */
  readonly leader: ReadableStore<string | null>;
}

/** Tells my view at once when somebody begins to follow, and whenever it changes. Returns the function that ends this. */
export function tellView(options: ViewTellerOptions): () => void {
  const { editor, presence, map, myId, leader } = options;
  let isFollowed = false;
  const tell = () => {
    const { width, height } = editor.view.viewport.get();
    if (isFollowed && width > 0 && height > 0) {
      editor.gestures.send({ kind: "view", box: seenBox(editor) });
    }
  };
  // Also a follower of a follower has to be told once: any news of the map may be one.
  const look = () => {
    isFollowed = leader.get() === null && map.followersOf(myId.get()).length > 0;
    tell();
  };
  const slide = slideOf(editor);
  const onSlide = () => {
    const presents = slide.get() !== null;
    const before: unknown = presence.getLocalState()?.["presents"] ?? false;
    if (presents !== before) presence.setLocalStateField("presents", presents);
    tell();
  };
  const stops = [
    map.changes.subscribe(look),
    myId.subscribe(look),
    leader.subscribe(look),
    slide.subscribe(onSlide),
    editor.view.camera.subscribe(tell),
    editor.view.viewport.subscribe(tell),
    editor.view.insets.subscribe(tell),
  ];
  look();
  onSlide();
  return () => {
    for (const stop of stops) stop();
    if (presence.getLocalState()?.["presents"] === true) {
      presence.setLocalStateField("presents", false);
    }
  };
}
