/** The minimap: all of the drawing, my view, and the others' views and pointers. */
import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from "react";
import { PALETTES } from "../../../shared/board/draw/palette.ts";
import type { Point } from "../../../shared/board/shape.ts";
import { followWords } from "../../words/follow-words.ts";
import { followOf } from "../follow/follow.ts";
import type { PanelProps } from "../panels/panel.ts";
import { freeBox } from "../view.ts";
import { companyOf } from "../ways/company.ts";
import { glideTo } from "../ways/glide.ts";
import { MapPicture } from "./map-picture.ts";
import { cameraAt, fromMap, type MapFrame, mapFrame, moveByKey, onMap } from "./map-view.ts";
import "./minimap.css";

/** CSS pixels. */
const SIZE = { width: 200, height: 130 } as const;

/** Milliseconds between two looks at where the others are. */
const OTHERS_MS = 200;

/** CSS pixels of a pointer's dot. */
const DOT = 3;

export function Minimap({ editor, theme }: PanelProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<MapFrame>({ x: 0, y: 0, scale: 1 });
  const picture = useRef<MapPicture<HTMLCanvasElement> | null>(null);
  const themeNow = useRef(theme);
  const drawSoon = useRef<() => void>(() => undefined);
  /** The press: where my view was grabbed, and the frame of the map then, which stays during a drag. */
  const press = useRef<{ from: Point; at: Point; frame: MapFrame; moved: boolean } | null>(null);

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const ratio = Math.min(3, devicePixelRatio);
    const pixels = { width: SIZE.width * ratio, height: SIZE.height * ratio };
    if (canvas.current !== null) Object.assign(canvas.current, pixels);
    let wanted = 0;
    const draw = () => {
      wanted = 0;
      const { camera, viewport } = editor.view;
      if (viewport.get().width === 0) return;
      const palette = PALETTES[themeNow.current];
      const view = freeBox(editor, camera.get());
      const drawn = picture.current?.current ?? null;
      frame.current = press.current?.frame ?? mapFrame(drawn?.box ?? null, view, SIZE);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, SIZE.width, SIZE.height);
      if (drawn !== null) context.drawImage(drawn.image, ...onMap(frame.current, drawn.box));
      const follow = followOf(editor).get();
      for (const { id, color } of companyOf(editor).get()?.people.get() ?? []) {
        const box = follow?.viewOf(id) ?? null;
        const point = follow?.pointerOf(id) ?? null;
        context.strokeStyle = color;
        context.fillStyle = color;
        context.lineWidth = 1;
        if (box !== null) context.strokeRect(...onMap(frame.current, box));
        if (point === null) continue;
        const [x, y] = [point[0] - frame.current.x, point[1] - frame.current.y];
        context.beginPath();
        context.arc(x * frame.current.scale, y * frame.current.scale, DOT, 0, 2 * Math.PI);
        context.fill();
      }
      context.strokeStyle = palette.select;
      context.lineWidth = 1.5;
      context.strokeRect(...onMap(frame.current, view));
    };
    const soon = () => {
      if (wanted === 0) wanted = requestAnimationFrame(draw);
    };
    drawSoon.current = soon;
    const made = new MapPicture<HTMLCanvasElement>(
      {
        editor,
        size: pixels,
        makeSheet() {
          const image = Object.assign(document.createElement("canvas"), pixels);
          const pen = image.getContext("2d");
          if (pen === null) throw new Error("This browser has no canvas.");
          return { pen, image };
        },
        whenIdle,
        onNew: soon,
      },
      themeNow.current,
    );
    picture.current = made;
    const { camera, viewport, insets } = editor.view;
    const stops = [camera, viewport, insets].map((store) => store.subscribe(soon));
    const others = setInterval(() => {
      if ((companyOf(editor).get()?.people.get().length ?? 0) > 0) soon();
    }, OTHERS_MS);
    soon();
    return () => {
      cancelAnimationFrame(wanted);
      clearInterval(others);
      for (const stop of stops) stop();
      made.destroy();
      picture.current = null;
    };
  }, [editor]);

  useEffect(() => {
    themeNow.current = theme;
    picture.current?.setTheme(theme);
    drawSoon.current();
  }, [theme]);

  const pointOf = ({ clientX, clientY }: PointerEvent): Point => {
    const { left = 0, top = 0 } = canvas.current?.getBoundingClientRect() ?? {};
    return [clientX - left, clientY - top];
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const from = pointOf(event);
    const { minX, minY, maxX, maxY } = freeBox(editor, editor.view.camera.get());
    press.current = {
      from,
      at: [(minX + maxX) / 2, (minY + maxY) / 2],
      frame: frame.current,
      moved: false,
    };
  };
  const onPointerMove = (event: PointerEvent) => {
    const { current } = press;
    if (current === null) return;
    const [x, y] = pointOf(event);
    const [dx, dy] = [x - current.from[0], y - current.from[1]];
    current.moved ||= Math.hypot(dx, dy) > DOT;
    if (!current.moved) return;
    const { scale } = current.frame;
    const goal: Point = [current.at[0] + dx / scale, current.at[1] + dy / scale];
    editor.view.camera.set(cameraAt(editor, goal));
  };
  const onPointerUp = (event: PointerEvent) => {
    const { current } = press;
    press.current = null;
    if (current?.moved === false) {
      glideTo(editor, cameraAt(editor, fromMap(current.frame, pointOf(event))));
    }
    drawSoon.current();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !moveByKey(editor, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      className="island board-minimap"
      role="application"
      aria-label={followWords.minimap}
      aria-description={followWords.minimapKeys}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the view
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        press.current = null;
      }}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} style={SIZE} aria-hidden />
    </div>
  );
}

/** Safari has no idle time to ask for. */
function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === "function") {
    const handle = requestIdleCallback(work, { timeout: 500 });
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(work, 30);
  return () => clearTimeout(timer);
}
