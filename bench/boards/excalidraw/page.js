// Excalidraw on a page of its own, as its guide for a first page has it.
import { CaptureUpdateAction, Excalidraw } from "@excalidraw/excalidraw";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { isDrawnOn, offer } from "../../board/harness.ts";
import "@excalidraw/excalidraw/index.css";

window.EXCALIDRAW_ASSET_PATH = "/assets/excalidraw/";

const parameters = new URLSearchParams(location.search);
const response = await fetch(`/data/excalidraw-${parameters.get("n")}`);
const elements = await response.json();
const camera = JSON.parse(parameters.get("camera"));
let api = null;

/** The pictures come after the drawing, as in its own rooms. */
async function loadPictures() {
  const ids = new Set(elements.flatMap(({ fileId }) => fileId ?? []));
  for (const id of ids) {
    const blob = await (await fetch(`/data/${id}.png`)).blob();
    const dataURL = await new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsDataURL(blob);
    });
    api.addFiles([{ id, dataURL, mimeType: "image/png", created: 1 }]);
  }
}

const viewOf = (x, y, zoom) => ({ scrollX: -x, scrollY: -y, zoom: { value: zoom } });

createRoot(document.getElementById("board")).render(
  createElement(Excalidraw, {
    initialData: { elements, appState: viewOf(camera.x, camera.y, camera.zoom) },
    excalidrawAPI(given) {
      api = given;
      void loadPictures();
    },
  }),
);

function isDrawn() {
  const canvas = document.querySelector("canvas.excalidraw__canvas.static");
  return canvas !== null && isDrawnOn(canvas);
}

offer({
  isShown: () => api !== null && isDrawn(),
  look(x, y, zoom) {
    api.updateScene({ appState: viewOf(x, y, zoom), captureUpdate: CaptureUpdateAction.NEVER });
  },
  camera() {
    const { scrollX, scrollY, zoom } = api.getAppState();
    return [-scrollX, -scrollY, zoom.value];
  },
  wheelTarget: () => document.querySelector("canvas.excalidraw__canvas.interactive"),
  placeOf(id) {
    const element = api.getSceneElements().find((one) => one.id === id);
    return element === undefined ? null : [element.x, element.y];
  },
  select(ids) {
    const selectedElementIds = Object.fromEntries(
      ids.flatMap((id) => [
        [id, true],
        [`${id}-label`, true],
      ]),
    );
    api.updateScene({ appState: { selectedElementIds }, captureUpdate: CaptureUpdateAction.NEVER });
  },
  take: (tool) => api.setActiveTool({ type: tool === "pen" ? "freedraw" : "selection" }),
  point(places) {
    const collaborators = new Map(
      places.map(([x, y], index) => [
        `person${index}`,
        {
          username: `Person ${index}`,
          pointer: { x, y, tool: "pointer" },
          color: { background: "#b04a5a", stroke: "#b04a5a" },
        },
      ]),
    );
    api.updateScene({ collaborators, captureUpdate: CaptureUpdateAction.NEVER });
  },
  // Its steps are added to the zoom, not multiplied with it.
  zoomDelta: (zoom) => 2 * zoom,
});
