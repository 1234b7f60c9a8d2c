import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { addShape, type NewShape } from "../../shared/board/document.ts";
import type { Theme } from "../../shared/board/draw/palette.ts";
import type { Size } from "../../shared/board/shape.ts";
import { readPresence } from "../../shared/presence.ts";
import type { AssetChannel, GestureChannel } from "../sync/channel.ts";
import { type NameTags, taggedName } from "../ui/names.ts";
import type { KeptValues } from "../ui/storage.ts";
import type { ReadableStore } from "../ui/store.ts";
import type { Camera, Insets, Viewport } from "./camera.ts";
import { Editor } from "./editor.ts";
import { showFirstShapes } from "./first-shapes.ts";
import { roomImages } from "./images/room-images.ts";
import { followPlace, keptPlace } from "./kept-place.ts";
import { Authors } from "./live/authors.ts";
import { RemoteGestures } from "./live/gestures.ts";
import { type Other, Others } from "./live/others.ts";
import { Publisher } from "./live/publish.ts";
import { RecentHolders } from "./live/recent-holders.ts";
import type { LostShape } from "./lost-shapes.ts";
import { pictureOf } from "./picture.ts";
import { Stage } from "./stage.ts";
import { lookAt, reveal, zoomToFit } from "./view.ts";

/** A board as the page around it sees it. */
export interface BoardView {
  /** The board itself, for parts of the page that list its commands and lead to its places. */
  readonly editor: Editor;
  readonly camera: ReadableStore<Camera>;
  readonly viewport: ReadableStore<Viewport>;
  readonly insets: ReadableStore<Insets>;
  /** Shapes that were deleted while the user typed in them, the oldest first. */
  readonly lost: ReadableStore<readonly LostShape[]>;
  /** Writes such a shape again, and goes on with its text. */
  bringBack(lost: LostShape): void;
  /** The user does not want it. */
  giveUp(lost: LostShape): void;
  /** Brings a place of the board into the middle of the view. */
  lookAt(place: { readonly x: number; readonly y: number }): void;
  /** Writes new shapes above those that are there, as one step of undo. */
  add(make: (top: string | null) => readonly NewShape[]): void;
  /** Paints a picture of the whole board, of so many CSS pixels; `null` when nothing is drawn. */
  picture(theme: Theme, size: Size, pixelRatio: number): HTMLCanvasElement | null;
  zoomToFit(): void;
  focus(): void;
}

/** A board that is on the page: its parts, put together. */
export interface OpenBoard {
  readonly editor: Editor;
  readonly stage: Stage;
  readonly publisher: Publisher;
  /** The other people who have something selected, or type. */
  readonly others: ReadableStore<readonly Other[]>;
  /** The tags that tell people of one name apart. */
  readonly tags: ReadableStore<NameTags>;
  readonly view: BoardView;
  /** My public id in this room; empty until the room has said it. */
  setMyId(id: string): void;
  /** The hands are there; `end` is called before the board is gone. */
  onEnd(end: () => void): void;
  destroy(): void;
}

export interface OpenBoardOptions {
  /** The whole board, which has the focus and the keys. */
  readonly region: HTMLElement;
  /** Where it is painted. */
  readonly canvas: HTMLElement;
  readonly doc: Y.Doc;
  readonly presence: Awareness;
  readonly gestures: GestureChannel;
  readonly assets: AssetChannel;
  readonly kept: KeptValues;
  /** The room's id: its place and zoom are kept. */
  readonly room: string;
  /** The tags that tell people of one name apart. */
  readonly tags: ReadableStore<NameTags>;
  readonly onTalk: () => void;
}

/** Puts the picture of a board together from its parts, in elements that are there. Hands come later (`hands.tsx`). */
export function openBoard(options: OpenBoardOptions): OpenBoard {
  const { region, canvas, doc, presence, gestures, assets, kept, room, tags } = options;
  const images = roomImages(assets);
  const editor = new Editor({ doc, gestures, assets: images.assets, kept, room });
  editor.page.talk = options.onTalk;
  const remote = new RemoteGestures(editor.scene, presence, gestures);
  const others = new Others(presence);
  const holders = new RecentHolders(others.now);
  editor.people.whoDeleted = (id) => {
    const holder = holders.holderOf(id);
    return holder === null ? null : taggedName(tags.get(), holder.id, holder.name);
  };
  editor.people.nameOf = (id) => authors.nameOf(id);
  editor.people.colorOf = (client) => {
    const state = presence.getStates().get(client ?? presence.clientID);
    return state === undefined ? null : (readPresence(state).user?.color ?? null);
  };
  const publisher = new Publisher(editor, presence);
  const authors = new Authors(presence);
  const stage = new Stage(canvas, editor, remote, authors.known, images.source);
  const focus = () => region.focus({ preventScroll: true });

  const measure = () => {
    const { width, height } = region.getBoundingClientRect();
    editor.view.viewport.set({ width, height });
    stage.resize({ width, height }, window.devicePixelRatio);
  };
  measure();
  const sizes = new ResizeObserver(measure);
  sizes.observe(region);

  const place = keptPlace(room, kept);
  if (place !== null) editor.view.camera.set(place);

  const stops = [
    ...(place === null ? [showFirstShapes(editor)] : []),
    followPlace(editor, room, kept),
    () => sizes.disconnect(),
  ];

  return {
    editor,
    stage,
    publisher,
    others: others.now,
    tags,
    view: {
      editor,
      camera: editor.view.camera,
      viewport: editor.view.viewport,
      insets: editor.view.insets,
      lost: editor.text.lost.offers,
      bringBack(lost) {
        editor.text.bringBack(lost);
        const box = editor.scene.boxOf(lost.saved.id);
        if (box !== undefined) reveal(editor, box);
      },
      giveUp: (lost) => editor.text.lost.drop(lost),
      lookAt: ({ x, y }) => lookAt(editor, [x, y]),
      add(make) {
        editor.transact(() => {
          for (const shape of make(editor.scene.topZ())) addShape(doc, shape);
        });
      },
      picture: (theme, size, pixelRatio) =>
        pictureOf(editor.scene, theme, size, pixelRatio, images.source),
      zoomToFit: () => zoomToFit(editor),
      focus,
    },
    setMyId(id) {
      editor.me.id = id;
      others.setMyId(id);
      authors.setMyId(id);
      stage.setMe(id);
    },
    onEnd: (end) => void stops.unshift(end),
    destroy() {
      for (const stop of stops.splice(0)) stop();
      stage.destroy();
      images.destroy();
      publisher.destroy();
      holders.destroy();
      others.destroy();
      authors.destroy();
      remote.destroy();
      editor.destroy();
    },
  };
}
