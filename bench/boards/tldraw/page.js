// tldraw on a page of its own, as its guide for a first page has it.
import { getAssetUrls } from "@tldraw/assets/selfHosted";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { InstancePresenceRecordType, Tldraw } from "tldraw";
import { offer } from "../../board/harness.ts";
import "tldraw/tldraw.css";

const response = await fetch(`/data/tldraw-${new URLSearchParams(location.search).get("n")}`);
const snapshot = await response.json();
/** @type {import("tldraw").Editor | null} */
let editor = null;

createRoot(document.getElementById("board")).render(
  createElement(Tldraw, {
    snapshot,
    assetUrls: getAssetUrls({ baseUrl: "/assets/tldraw" }),
    options: { maxShapesPerPage: 1_000_000 },
    onMount(mounted) {
      editor = mounted;
      const camera = JSON.parse(new URLSearchParams(location.search).get("camera"));
      look(camera.x, camera.y, camera.zoom);
    },
  }),
);

function look(x, y, zoom) {
  editor.setCamera({ x: -x, y: -y, z: zoom }, { immediate: true, force: true });
}

const presenceId = (index) => InstancePresenceRecordType.createId(`person${index}`);

offer({
  // Its shapes are elements; the indicators and the background come before them.
  isShown: () => editor !== null && document.querySelectorAll(".tl-shape").length > 9,
  look,
  camera() {
    const { x, y, z } = editor.getCamera();
    return [-x, -y, z];
  },
  wheelTarget: () => document.querySelector(".tl-canvas"),
  placeOf(id) {
    const { x, y } = editor.getShape(`shape:${id}`);
    return [x, y];
  },
  select: (ids) => editor.setSelectedShapes(ids.map((id) => `shape:${id}`)),
  take: (tool) => editor.setCurrentTool(tool === "pen" ? "draw" : "select"),
  point(places) {
    editor.store.mergeRemoteChanges(() => {
      if (places.length === 0) {
        editor.store.remove(Array.from({ length: 50 }, (_, index) => presenceId(index)));
        return;
      }
      editor.store.put(
        places.map(([x, y], index) =>
          InstancePresenceRecordType.create({
            id: presenceId(index),
            currentPageId: editor.getCurrentPageId(),
            userId: `user:person${index}`,
            userName: `Person ${index}`,
            color: "#b04a5a",
            cursor: { x, y, type: "default", rotation: 0 },
            lastActivityTimestamp: Date.now(),
          }),
        ),
      );
    });
  },
  zoomDelta: () => 2,
});
