/** The bar of a presentation: which frame is shown, and the ways to the others. */
import { ChevronLeft, ChevronRight, Expand, Wand2, X } from "lucide-react";
import { useEffect } from "react";
import { IconButton } from "../../ui/icon-button.tsx";
import { useStore } from "../../ui/store.ts";
import { boardWords } from "../../words/board-words.ts";
import type { Editor } from "../editor.ts";
import { isNamed, shownName } from "../frames/name-frame.ts";
import { endPresentation, followBoard, type Slide, step } from "./presenting.ts";
import { swipeDrag } from "./swipe.ts";
import "./present.css";

/** The keys of a presentation, as clickers and other presentations have them. */
const KEYS: Readonly<Record<string, Parameters<typeof step>[1]>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  PageDown: 1,
  " ": 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  PageUp: -1,
  Home: "first",
  End: "last",
};

export function PresentBar({ editor, slide }: { editor: Editor; slide: Slide }) {
  const tool = useStore(editor.hand.tool);
  useEffect(() => followBoard(editor), [editor]);
  useEffect(() => {
    // The laser follows the finger.
    if (tool === "laser") return;
    editor.hand.finger = (press) => swipeDrag(editor, press);
    return () => {
      editor.hand.finger = null;
    };
  }, [editor, tool]);
  useEffect(() => {
    document.documentElement.toggleAttribute("data-presenting", true);
    const listening = new AbortController();
    const onKey = (event: KeyboardEvent) => {
      const isOurs =
        editor.text.editing.get() === null &&
        editor.dialog.get() === null &&
        !(event.ctrlKey || event.metaKey || event.altKey) &&
        !(event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement);
      if (!isOurs) return;
      const isOnButton = event.target instanceof HTMLButtonElement;
      const to = KEYS[event.key];
      if (event.key === "Escape") endPresentation(editor);
      else if (to !== undefined && !(event.key === " " && isOnButton)) step(editor, to);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener("keydown", onKey, { capture: true, signal: listening.signal });
    return () => {
      listening.abort();
      document.documentElement.toggleAttribute("data-presenting", false);
      editor.take("select");
      if (document.fullscreenElement !== null) void document.exitFullscreen();
    };
  }, [editor]);

  const frame = editor.scene.get(slide.id);
  const name = frame !== undefined && isNamed(frame) ? shownName(frame) : "";
  return (
    <section
      className="island is-presenting board-present"
      aria-label={boardWords.presenting.label}
    >
      <IconButton
        label={boardWords.presenting.previous}
        icon={ChevronLeft}
        disabled={slide.at === 0}
        onClick={() => step(editor, -1)}
      />
      <output className="board-present-at">
        {boardWords.presenting.at(slide.at + 1, slide.of)}
        <span>{name}</span>
      </output>
      <IconButton
        label={boardWords.presenting.next}
        icon={ChevronRight}
        disabled={slide.at === slide.of - 1}
        onClick={() => step(editor, 1)}
      />
      <IconButton
        label={boardWords.tools.laser}
        icon={Wand2}
        pressed={tool === "laser"}
        onClick={() => editor.take(tool === "laser" ? "select" : "laser")}
      />
      {document.fullscreenEnabled ? (
        <IconButton
          label={boardWords.presenting.fullScreen}
          icon={Expand}
          onClick={toggleFullScreen}
        />
      ) : null}
      <IconButton
        label={boardWords.presenting.end}
        icon={X}
        onClick={() => endPresentation(editor)}
      />
    </section>
  );
}

/** A browser may refuse it, as in an embed: then the presentation stays in its window. */
function toggleFullScreen(): void {
  const asked =
    document.fullscreenElement === null
      ? document.documentElement.requestFullscreen()
      : document.exitFullscreen();
  asked.catch((error: unknown) => console.warn("The window could not fill the screen:", error));
}
