/** The place of the minimap. It is loaded when it is first shown. */
import { lazyPart } from "../../ui/lazy-part.tsx";
import { useStore } from "../../ui/store.ts";
import { minimapOf } from "../minimap/shown.ts";
import type { Panel, PanelProps } from "./panel.ts";

const Minimap = lazyPart(async () => (await import("../minimap/minimap.tsx")).Minimap);

function MinimapPlace(props: PanelProps) {
  return useStore(minimapOf(props.editor)) ? <Minimap {...props} /> : null;
}

export const MINIMAP: Panel = { name: "minimap", place: "over", Part: MinimapPlace };
