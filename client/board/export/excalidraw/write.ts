/** Writes a part of the board as a drawing of Excalidraw. A shape that it does not have becomes the nearest thing. */
import type { AssetId } from "../../../../shared/assets.ts";
import { isWhole } from "../../../../shared/board/crop.ts";
import { fillColor } from "../../../../shared/board/draw/palette.ts";
import { linesOf } from "../../../../shared/board/draw/polyline.ts";
import { withRoom } from "../../../../shared/board/draw/shape-text.ts";
import { isFlipped } from "../../../../shared/board/flip.ts";
import { readGroups } from "../../../../shared/board/groups.ts";
import { hasText, kindOf } from "../../../../shared/board/kinds.ts";
import type { Relations } from "../../../../shared/board/relations.ts";
import type { Shape } from "../../../../shared/board/shape.ts";
import type { Sliced } from "../../files/slices.ts";
import type { Placed } from "../../scene/scene.ts";
import { type Element, elementOf, LIGHT, ROUND, type Standing } from "./element.ts";
import { endedElement, inkElement, outlineElement, polylineElement } from "./lines.ts";
import { hasWords, labelOf, textOf } from "./words.ts";

/** Its corners are as round as ours, in board units. */
const CORNER = { ...ROUND.fixed, value: 10 };

/** Elements between two pauses. */
const STRETCH = 20;

/** Shapes to which an arrow can be bound there. The other figures are lines. */
const BINDABLE: ReadonlySet<string> = new Set([
  ...["rectangle", "ellipse", "diamond", "note", "link", "text", "image", "frame"],
]);

/** A drawing as Excalidraw stores it. */
export interface Drawing {
  readonly type: "excalidraw";
  readonly version: 2;
  readonly source: string;
  readonly elements: readonly Element[];
  readonly appState: Readonly<Record<string, unknown>>;
  readonly files: Readonly<Record<string, unknown>>;
}

/** Writes shapes, from the lowest to the highest. `images`: the images that could be had, as addresses that hold them. */
export function* excalidrawOf(
  shapes: readonly Placed[],
  relations: Relations,
  images: ReadonlyMap<AssetId, string>,
): Sliced<Drawing> {
  const writing = new Writing(shapes, relations, images);
  for (const [at, { shape }] of shapes.entries()) {
    if (at % STRETCH === 0) yield at / shapes.length;
    writing.add(shape);
  }
  return {
    type: "excalidraw",
    version: 2,
    source: "Stoa",
    elements: writing.end(),
    appState: {
      gridSize: 20,
      gridStep: 5,
      gridModeEnabled: false,
      viewBackgroundColor: LIGHT.paper,
    },
    files: Object.fromEntries(
      [...images].map(([id, dataURL]) => {
        const mimeType = /^data:([^;,]+)/.exec(dataURL)?.[1] ?? "image/png";
        return [id, { id, mimeType, dataURL, created: 1, lastRetrieved: 1 }];
      }),
    ),
  };
}

class Writing {
  readonly #shapes: ReadonlyMap<string, Shape>;
  readonly #relations: Relations;
  readonly #images: ReadonlyMap<AssetId, string>;
  readonly #elements: Element[] = [];
  readonly #byId = new Map<string, Element>();
  /** Frames whose content is being written, the outermost first: theirs is the place above it. */
  readonly #open: { readonly id: string; readonly element: Element }[] = [];

  constructor(
    shapes: readonly Placed[],
    relations: Relations,
    images: ReadonlyMap<AssetId, string>,
  ) {
    this.#shapes = new Map(shapes.map(({ shape }) => [shape.id, shape]));
    this.#relations = relations;
    this.#images = images;
  }

  add(stored: Shape): void {
    const around = this.#relations.tree.framesAround(stored.id);
    this.#closeFrames(around);
    const frame = around.find((id) => this.#shapes.get(id)?.type === "frame") ?? null;
    const fields = this.#relations.fieldsOf(stored.id);
    const groups = fields === undefined ? [] : readGroups(fields);
    const shape = withRoom(stored);
    // A frame there lies in no other one.
    if (shape.type === "frame") {
      const element = elementOf(
        "frame",
        shape,
        { groups, frame: null },
        {
          ...{ name: shape.name === "" ? null : shape.name, strokeColor: "#bbb", strokeWidth: 2 },
        },
      );
      this.#open.push({ id: shape.id, element });
      return;
    }
    this.#addShape(shape, { groups, frame });
  }

  /** All elements, each with what is bound to it. */
  end(): readonly Element[] {
    this.#closeFrames([]);
    for (const element of this.#elements) {
      for (const key of ["startBinding", "endBinding"]) {
        const target = (element[key] as Element | null | undefined)?.["elementId"];
        this.#bind(target, "arrow", element["id"]);
      }
      this.#bind(element["containerId"], "text", element["id"]);
    }
    return this.#elements;
  }

  #bind(container: unknown, type: string, id: unknown): void {
    const bound = this.#byId.get(String(container))?.["boundElements"] as Element[] | undefined;
    if (bound?.every((one) => one["id"] !== id)) bound.push({ type, id });
  }

  #closeFrames(around: readonly string[]): void {
    while (this.#open.length > 0) {
      const last = this.#open.at(-1);
      if (last === undefined || around.includes(last.id)) return;
      this.#open.pop();
      this.#put(last.element);
    }
  }

  #put(element: Element): void {
    this.#elements.push(element);
    this.#byId.set(String(element["id"]), element);
  }

  #addShape(shape: Shape, standing: Standing): void {
    switch (shape.type) {
      case "text":
        this.#put(textOf(shape, standing));
        return;
      case "ink":
        this.#put(inkElement(shape, standing));
        return;
      case "polyline":
        this.#put(polylineElement(shape, standing));
        return;
      case "image":
        this.#addImage(shape, standing);
        return;
      case "arrow":
      case "line": {
        const bindable = (id: string) => {
          const target = this.#shapes.get(id);
          return target !== undefined && BINDABLE.has(target.type) ? withRoom(target) : undefined;
        };
        this.#put(endedElement(shape, standing, bindable, hasWords(shape)));
        break;
      }
      case "frame":
        return;
      default:
        this.#addFigure(shape, standing);
        return;
    }
    if (hasText(shape) && hasWords(shape)) this.#put(labelOf(shape, standing, shape.id));
  }

  #addImage(shape: Extract<Shape, { readonly type: "image" }>, standing: Standing): void {
    if (!this.#images.has(shape.asset)) return;
    const { crop, natural, flip } = shape;
    const [left, top, across, down] = crop;
    const [width, height] = natural;
    this.#put(
      elementOf("image", shape, standing, {
        strokeColor: "transparent",
        fileId: shape.asset,
        status: "saved",
        scale: [isFlipped(flip, "x") ? -1 : 1, isFlipped(flip, "y") ? -1 : 1],
        crop: isWhole(crop)
          ? null
          : {
              ...{ x: left * width, y: top * height },
              ...{ width: across * width, height: down * height },
              ...{ naturalWidth: width, naturalHeight: height },
            },
      }),
    );
  }

  #addFigure(shape: Figure, standing: Standing): void {
    switch (shape.type) {
      case "note":
        this.#put(
          elementOf("rectangle", shape, standing, {
            ...{ backgroundColor: LIGHT.note[shape.stroke], strokeColor: "transparent" },
          }),
        );
        break;
      case "link":
        this.#put(
          elementOf("rectangle", shape, standing, {
            ...{ backgroundColor: LIGHT.card, strokeColor: LIGHT.cardEdge },
            ...{ strokeWidth: 1, roundness: CORNER, link: shape.url },
          }),
        );
        break;
      case "rectangle":
      case "ellipse":
      case "diamond":
        this.#put(
          elementOf(shape.type, shape, standing, {
            backgroundColor: fillColor(LIGHT, shape.fill, shape.tone) ?? "transparent",
            roundness: shape.type === "rectangle" ? CORNER : null,
          }),
        );
        break;
      default:
        this.#addOutline(shape, standing);
        return;
    }
    if (hasWords(shape)) this.#put(labelOf(shape, standing, shape.id));
  }

  /** A figure that Excalidraw does not have: its lines, with its words on it, as one group. */
  #addOutline(
    shape: Exclude<Figure, { readonly type: "note" | "link" }>,
    standing: Standing,
  ): void {
    const { path, lines } = kindOf(shape).outline(shape);
    const [outline = [], ...others] = linesOf(lines ?? path);
    const isMany = others.length > 0 || hasWords(shape);
    const groups = isMany ? [`${shape.id}-group`, ...standing.groups] : standing.groups;
    const own = { ...standing, groups };
    const fill = fillColor(LIGHT, shape.fill, shape.tone);
    this.#put(outlineElement(shape, own, { id: shape.id, points: outline, fill }));
    for (const [at, points] of others.entries()) {
      this.#put(outlineElement(shape, own, { id: `${shape.id}-line-${at}`, points, fill: null }));
    }
    if (hasWords(shape)) this.#put(labelOf(shape, own, null));
  }
}

/** Shapes with an inside and words. */
type Figure = Exclude<
  Shape,
  { readonly type: "text" | "ink" | "polyline" | "image" | "arrow" | "line" | "frame" }
>;
