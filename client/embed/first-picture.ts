/** The first sight of an embed: the board's picture, before the frame of the page and the hands have come. */
import { fitBox } from "../board/camera.ts";
import { withTools } from "../board/covered.ts";
import { keptPlace } from "../board/kept-place.ts";
import { ShownBoard } from "../board/shown-board.ts";
import { LEAST_FIRST_ZOOM } from "../board/view.ts";
import type { Room } from "../sync/room.ts";
import { isCompact } from "../ui/media.ts";
import { browserStorage } from "../ui/storage.ts";
import type { Theme } from "../ui/theme.ts";
import { chatWidthIn, insetsOf, opensChat } from "./layout.ts";
import type { EmbedView } from "./view.ts";

/**
 * Shows the room's board where the page's own board will show it, until that is
 * there. Returns the function that ends it. It shows nothing while the page's board
 * would choose a part of the drawing: that choice comes with it.
 */
export function showFirstPicture(room: Room, view: EmbedView, theme: Theme): () => void {
  const host = document.createElement("div");
  host.className = "first-picture";
  host.setAttribute("aria-hidden", "true");
  document.body.append(host);
  const board = new ShownBoard(host, room.doc.get());
  const { scene, painter } = board;
  painter.setTheme(theme);

  const place = () => {
    const { innerWidth: width, innerHeight: height } = window;
    const bounds = scene.bounds();
    if (bounds === null) return;
    const insets = insetsOf(opensChat(view, width) ? chatWidthIn(width) : null);
    const viewport = { width, height };
    const fitting = fitBox(bounds, viewport, withTools(insets, viewport, isCompact()));
    const camera = keptPlace(room.id, browserStorage) ?? fitting;
    if (camera === fitting && fitting.zoom < LEAST_FIRST_ZOOM) return;
    painter.resize(width, height, window.devicePixelRatio);
    painter.setCamera(camera);
  };
  place();
  const stop = scene.subscribe(place);

  return () => {
    stop();
    board.destroy();
    host.remove();
  };
}
