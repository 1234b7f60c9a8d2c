/** GIFs that play while they are selected: a browser's own images over the picture and under the marks. */
import type { AssetId } from "../../../shared/assets.ts";
import { wholeSize } from "../../../shared/board/crop.ts";
import { isFlipped } from "../../../shared/board/flip.ts";
import type { ImageShape } from "../../../shared/board/kinds/image.ts";
import { shapeBox } from "../../../shared/board/outline.ts";
import { toScreen } from "../camera.ts";
import type { Editor } from "../editor.ts";
import { boxContains, boxOf, centerOf } from "../geometry.ts";
import { imagesOf } from "./state.ts";

/** GIFs that play at once: a browser decodes each frame of each. */
const MOST = 4;

/** A GIF that plays. */
interface Player {
  readonly element: HTMLElement;
  readonly image: HTMLImageElement;
  readonly address: string;
}

/** Plays the selected GIFs in the element in which the board is painted. Returns the function that ends it. */
export function playGifs(editor: Editor, host: HTMLElement): () => void {
  const { cropping } = imagesOf(editor);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const players = new Map<string, Player>();
  const loading = new Set<string>();
  /** The images that are known to be none. */
  const others = new Set<AssetId>();

  const wanted = (): ImageShape[] => {
    if (calm.matches || cropping.get() !== null) return [];
    const images = editor.selection
      .shapes()
      .flatMap((shape) => (shape.type === "image" && !others.has(shape.asset) ? [shape] : []));
    return images.filter((image) => isWhole(editor, image)).slice(0, MOST);
  };

  const end = (id: string, { element, address }: Player): void => {
    element.remove();
    URL.revokeObjectURL(address);
    players.delete(id);
  };

  const begin = async ({ id, asset }: ImageShape): Promise<void> => {
    loading.add(id);
    // The browser has kept it: it is on the board already.
    const loaded = await editor.assets?.load(asset);
    loading.delete(id);
    if (loaded?.ok !== true) return;
    if (loaded.value.type !== "image/gif") {
      others.add(asset);
      return;
    }
    if (players.has(id) || !wanted().some((shape) => shape.id === id)) return;
    const address = URL.createObjectURL(loaded.value);
    const element = document.createElement("div");
    const image = document.createElement("img");
    image.alt = "";
    image.src = address;
    element.className = "board-playing";
    element.style.cssText = "position:absolute;overflow:hidden;pointer-events:none";
    image.style.cssText = "position:absolute;max-width:none";
    element.append(image);
    // Above what is painted, below the marks.
    host.insertBefore(element, host.lastElementChild);
    players.set(id, { element, image, address });
    stand();
  };

  const look = (): void => {
    const shapes = wanted();
    for (const [id, player] of players) {
      if (!shapes.some((shape) => shape.id === id)) end(id, player);
    }
    for (const shape of shapes) {
      if (!players.has(shape.id) && !loading.has(shape.id)) void begin(shape);
    }
  };

  const stand = (): void => {
    for (const [id, player] of players) {
      const shape = editor.seen.get(id)?.shape;
      if (shape?.type === "image") place(player, shape, editor);
      else end(id, player);
    }
  };

  const { view, selection, seen } = editor;
  const stops = [
    selection.subscribe(look),
    cropping.subscribe(look),
    view.camera.subscribe(stand),
    seen.changes.subscribe(stand),
  ];
  calm.addEventListener("change", look);
  look();
  return () => {
    for (const stop of stops) stop();
    calm.removeEventListener("change", look);
    for (const [id, player] of players) end(id, player);
  };
}

/** Is an image not cut off by a frame? The frame would not cut off the one that plays. */
function isWhole({ scene }: Editor, image: ImageShape): boolean {
  const box = shapeBox(image);
  return scene.relations.tree.framesAround(image.id).every((id) => {
    const frame = scene.get(id);
    return frame === undefined || boxContains(boxOf(frame.xy, frame.size), box);
  });
}

/** Stands where the image is painted: the same part of it, turned and mirrored. */
function place({ element, image }: Player, shape: ImageShape, editor: Editor): void {
  const { size, crop, angle, flip } = shape;
  const camera = editor.view.camera.get();
  const [x, y] = toScreen(camera, centerOf(shape.xy, size));
  const [width, height] = [size[0] * camera.zoom, size[1] * camera.zoom];
  const whole = wholeSize(shape);
  const [across, down] = [whole[0] * camera.zoom, whole[1] * camera.zoom];
  const mirror = `scale(${isFlipped(flip, "x") ? -1 : 1}, ${isFlipped(flip, "y") ? -1 : 1})`;
  Object.assign(element.style, {
    left: `${x - width / 2}px`,
    top: `${y - height / 2}px`,
    width: `${width}px`,
    height: `${height}px`,
    transform: `rotate(${angle}rad) ${mirror}`,
    opacity: String(shape.opacity),
  });
  Object.assign(image.style, {
    left: `${-crop[0] * across}px`,
    top: `${-crop[1] * down}px`,
    width: `${across}px`,
    height: `${down}px`,
  });
}
