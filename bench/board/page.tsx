/** Our board on a page of its own: the whole board as a room has it, without a room. */
import "@fontsource-variable/shantell-sans/wght.css";
import { createRoot } from "react-dom/client";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { Board, type BoardView } from "../../client/board/board.tsx";
import type { Camera } from "../../client/board/camera.ts";
import type { Editor } from "../../client/board/editor.ts";
import { PANELS } from "../../client/board/features.ts";
import { keepPlace } from "../../client/board/kept-place.ts";
import type { Panel } from "../../client/board/panels/panel.ts";
import { Pointers } from "../../client/people/pointers.tsx";
import type { AssetChannel, GestureChannel } from "../../client/sync/channel.ts";
import type { NameTags } from "../../client/ui/names.ts";
import { browserStorage } from "../../client/ui/storage.ts";
import { createStore } from "../../client/ui/store.ts";
import type { Gesture } from "../../shared/board/gesture.ts";
import "../../client/styles/base.css";
import { useState } from "react";
import { isDrawnOn, offer } from "./harness.ts";
import "../../client/sync/quick-yjs.ts";

/** The room whose place is kept. */
const ROOM = "bench";

/** The ids of other people's clients. */
const FIRST_CLIENT = 1_000;

const parameters = new URLSearchParams(location.search);
// It begins in the view in which the other boards begin: as for somebody who comes back.
keepPlace(ROOM, JSON.parse(parameters.get("camera") ?? "null") as Camera, browserStorage);
const response = await fetch(`/data/stoa-${parameters.get("n")}`);
const doc = new Y.Doc();
Y.applyUpdate(doc, new Uint8Array(await response.arrayBuffer()));
const presence = new Awareness(doc);
presence.setLocalState({ user: { name: "Mina", color: "#3b6fd4" } });
const heard = new Set<(client: number, gesture: Gesture) => void>();
const gestures: GestureChannel = {
  send: () => undefined,
  subscribe(listener) {
    heard.add(listener);
    return () => heard.delete(listener);
  },
};
const failed = { ok: false, error: "offline", isFinal: true } as const;
const assets: AssetChannel = {
  async load(id) {
    const answer = await fetch(`/data/picture-${Number.parseInt(id, 10)}.png`);
    return { ok: true, value: await answer.blob() };
  },
  store: async () => failed,
};
const tags = createStore<NameTags>({ tagOf: () => "" });
const myId = createStore("me");

let editor: Editor | null = null;
const CATCH: Panel = {
  name: "catch",
  place: "over",
  Part(props) {
    editor = props.editor;
    return null;
  },
};
(PANELS as Panel[]).push(CATCH);

function Room() {
  const [view, setView] = useState<BoardView | null>(null);
  return (
    <Board
      room={ROOM}
      doc={doc}
      presence={presence}
      gestures={gestures}
      assets={assets}
      tags={tags}
      myId="me"
      readOnly={false}
      theme="light"
      insets={{ top: 0, right: 0, bottom: 0, left: 0 }}
      compact={false}
      onView={setView}
    >
      {view === null ? null : (
        <Pointers presence={presence} gestures={gestures} tags={tags} myId={myId} board={view} />
      )}
    </Board>
  );
}

const host = document.getElementById("board");
if (host === null) throw new Error("the page has no board");
createRoot(host).render(<Room />);

/** Says whether something is drawn on one of the canvases. */
function isDrawn(): boolean {
  const canvases = document.querySelectorAll<HTMLCanvasElement>(".board-canvas canvas");
  return [...canvases].some(isDrawnOn);
}

offer({
  isShown: () => editor !== null && isDrawn(),
  look(x, y, zoom) {
    editor?.view.camera.set({ x, y, zoom });
  },
  camera() {
    const { x, y, zoom } = editor?.view.camera.get() ?? { x: 0, y: 0, zoom: 0 };
    return [x, y, zoom];
  },
  wheelTarget: () => document.querySelector(".board-canvas"),
  placeOf: (id) => editor?.seen.get(id)?.shape.xy ?? null,
  select: (ids) => editor?.selection.set(ids),
  take: (tool) => editor?.take(tool),
  point(places) {
    if (presence.getStates().size === 1 && places.length > 0) {
      // As a room's server passes them on: states first, then gestures.
      const added = places.map((_, index) => FIRST_CLIENT + index);
      for (const [index, [x, y]] of places.entries()) {
        const id = `person ${index}`;
        const user = { id, name: `Person ${index}`, color: "#b04a5a" };
        presence.states.set(FIRST_CLIENT + index, { user, stoa: { id }, pointer: { x, y } });
      }
      presence.emit("change", [{ added, updated: [], removed: [] }, "remote"]);
      return;
    }
    for (const [index, xy] of places.entries()) {
      for (const listener of heard) listener(FIRST_CLIENT + index, { kind: "point", xy });
    }
    if (places.length > 0) return;
    const removed = [...presence.getStates().keys()].filter((client) => client >= FIRST_CLIENT);
    for (const client of removed) presence.states.delete(client);
    presence.emit("change", [{ added: [], updated: [], removed }, "remote"]);
  },
  zoomDelta: () => 2.86,
});
