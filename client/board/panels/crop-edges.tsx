/** The edges of an image that is being cropped, for keys: the pointer has the marks that the overlay paints. */
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { ImageShape } from "../../../shared/board/kinds/image.ts";
import type { Point } from "../../../shared/board/shape.ts";
import { useStore } from "../../ui/store.ts";
import { filesWords } from "../../words/files-words.ts";
import { toScreen } from "../camera.ts";
import { wayOf } from "../commands/ways.ts";
import type { Editor } from "../editor.ts";
import { centerOf, rotate } from "../geometry.ts";
import { endCrop, moveEdge } from "../images/cropping.ts";
import { imagesOf } from "../images/state.ts";
import type { Panel, PanelProps } from "./panel.ts";
import "./crop-edges.css";

type Edge = "w" | "n" | "e" | "s";

/** The edges, each with its place in the box from -1 to 1. */
const EDGES: readonly (readonly [Edge, Point])[] = [
  ["w", [-1, 0]],
  ["n", [0, -1]],
  ["e", [1, 0]],
  ["s", [0, 1]],
];

/** CSS pixels by which a key moves an edge, and with shift. */
const STEP = { one: 1, large: 10 } as const;

function Crop({ editor }: PanelProps) {
  const id = useStore(imagesOf(editor).cropping);
  return id === null ? null : <Edges key={id} editor={editor} id={id} />;
}

function Edges({ editor, id }: { editor: Editor; id: string }) {
  const group = useRef<HTMLFieldSetElement>(null);
  const camera = useStore(editor.view.camera);
  useStore(editor.seen.changes);
  const shape = editor.seen.get(id)?.shape;
  const image = shape?.type === "image" ? shape : null;

  useEffect(() => {
    const board = group.current?.closest<HTMLElement>(".board");
    // Keys go to the first edge, unless they are somewhere else of the page.
    if (document.activeElement !== board && document.activeElement !== document.body) return;
    group.current?.querySelector<HTMLElement>("[role=slider]")?.focus({ preventScroll: true });
  }, []);

  if (image === null) return null;
  const pressKey = (event: KeyboardEvent, edge: Edge) => {
    const way = wayOf(event.key);
    if (event.key === "Enter" || event.key === "Escape") {
      const board = group.current?.closest<HTMLElement>(".board");
      endCrop(editor);
      board?.focus({ preventScroll: true });
    } else if (way === null || event.ctrlKey || event.metaKey || event.altKey) return;
    else {
      const step = (event.shiftKey ? STEP.large : STEP.one) / camera.zoom;
      moveEdge(editor, image, edge, [way[0] * step, way[1] * step]);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const middle = centerOf(image.xy, image.size);
  return (
    <fieldset ref={group} className="board-crop-edges" aria-label={filesWords.images.crop}>
      {EDGES.map(([edge, side]) => {
        const point: Point = [
          middle[0] + (side[0] * image.size[0]) / 2,
          middle[1] + (side[1] * image.size[1]) / 2,
        ];
        const [x, y] = toScreen(camera, rotate(point, middle, image.angle));
        const share = Math.round(100 * shareOf(image, edge));
        return (
          <div
            key={edge}
            role="slider"
            tabIndex={0}
            aria-label={filesWords.images.edges[edge]}
            aria-orientation={side[0] === 0 ? "vertical" : "horizontal"}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={share}
            aria-valuetext={filesWords.images.percent(share)}
            style={{
              left: `calc(${x}px - var(--inset-left))`,
              top: `calc(${y}px - var(--inset-top))`,
            }}
            onKeyDown={(event) => pressKey(event, edge)}
          />
        );
      })}
    </fieldset>
  );
}

/** Where an edge is in the whole image, from its left or its top. */
function shareOf({ crop: [left, top, width, height] }: ImageShape, edge: Edge): number {
  return { w: left, n: top, e: left + width, s: top + height }[edge];
}

export const CROP: Panel = {
  name: "crop",
  place: "over",
  isShown: ({ readOnly }) => !readOnly,
  Part: Crop,
};
