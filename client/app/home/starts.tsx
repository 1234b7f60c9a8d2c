import { Plus } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { newRoomId } from "../../../shared/ids.ts";
import type { ReadableStore } from "../../ui/store.ts";
import type { Theme } from "../../ui/theme.ts";
import { homeWords } from "../../words/home-words.ts";
import { beginWith, type TemplateName } from "../beginning.ts";
import { roomPath } from "../room-link.ts";
import "./starts.css";

/** The ways to begin: with an empty board, or with one that has shapes to fill. */
export function Starts({ theme }: { theme: ReadableStore<Theme> }) {
  return (
    <div className="home-starts">
      <Start isFirst {...homeWords.starts.blank}>
        <Plus size={22} strokeWidth={2} aria-hidden />
      </Start>
      <Start {...homeWords.starts.retro} template="retro">
        <TemplatePicture name="retro" theme={theme} />
      </Start>
      <Start {...homeWords.starts.diagram} template="diagram">
        <TemplatePicture name="diagram" theme={theme} />
      </Start>
    </div>
  );
}

interface StartProps {
  label: string;
  about: string;
  template?: TemplateName;
  isFirst?: boolean;
  /** The picture at its left. */
  children: ReactNode;
}

function Start({ label, about, template, isFirst = false, children }: StartProps) {
  function begin(): void {
    const id = newRoomId();
    if (template !== undefined) beginWith(id, template);
    location.assign(roomPath(id, null));
  }

  return (
    <button
      type="button"
      className={isFirst ? "home-start home-start-first" : "home-start"}
      onClick={begin}
    >
      <span className="home-start-picture">{children}</span>
      <span className="home-start-words">
        <span className="home-start-label">{label}</span>{" "}
        <span className="home-start-about">{about}</span>
      </span>
    </button>
  );
}

/** The template itself, painted when the board's code is there. */
function TemplatePicture({ name, theme }: { name: TemplateName; theme: ReadableStore<Theme> }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const stops: (() => void)[] = [];
    let isGone = false;
    void import("./template-picture.ts").then(({ paintTemplate }) => {
      if (isGone) return;
      const paint = () => {
        if (canvas.current !== null) paintTemplate(canvas.current, name, theme.get());
      };
      paint();
      document.fonts.addEventListener("loadingdone", paint);
      stops.push(theme.subscribe(paint), () =>
        document.fonts.removeEventListener("loadingdone", paint),
      );
    });
    return () => {
      isGone = true;
      for (const stop of stops) stop();
    };
  }, [name, theme]);
  return <canvas ref={canvas} aria-hidden />;
}
