/** The place of a presentation's bar. It is loaded with the first presentation. */
import { lazyPart } from "../../ui/lazy-part.tsx";
import { useStore } from "../../ui/store.ts";
import { slideOf } from "../present/presenting.ts";
import type { Panel, PanelProps } from "./panel.ts";

const PresentBar = lazyPart(async () => (await import("../present/present-bar.tsx")).PresentBar);

function Present({ editor }: PanelProps) {
  const slide = useStore(slideOf(editor));
  return slide === null ? null : <PresentBar editor={editor} slide={slide} />;
}

export const PRESENT: Panel = { name: "present", place: "over", Part: Present };
