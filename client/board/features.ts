/** The lists of what the board can do. A new tool, command or panel is a file of its own and a line here. */
import { ALIGN } from "./commands/align.ts";
import { ARRANGE } from "./commands/arrange.ts";
import type { Command } from "./commands/command.ts";
import { COMMENTS } from "./commands/comments.ts";
import { CONNECT } from "./commands/connect.ts";
import { CLIPBOARD } from "./commands/copy.ts";
import { EDIT } from "./commands/edit.ts";
import { EXPORT } from "./commands/export.ts";
import { FILES } from "./commands/file.ts";
import { FIND_COMMANDS } from "./commands/find.ts";
import { FRAMES } from "./commands/frame.ts";
import { GATHER } from "./commands/gather.ts";
import { GROUP } from "./commands/group.ts";
import { HELP } from "./commands/help.ts";
import { IMAGES } from "./commands/image.ts";
import { LINK } from "./commands/link.ts";
import { LOCK } from "./commands/lock.ts";
import { NOTES } from "./commands/notes.ts";
import { ORDER } from "./commands/order.ts";
import { OUTLINE_COMMANDS } from "./commands/outline.ts";
import { REACTIONS } from "./commands/reactions.ts";
import { SELECT } from "./commands/select.ts";
import { SHARE } from "./commands/share.ts";
import { SNAP } from "./commands/snap.ts";
import { STYLE_COMMANDS } from "./commands/style.ts";
import { TRANSFORM } from "./commands/transform.ts";
import { VIEW } from "./commands/view.ts";
import { aim } from "./overlay/aim.ts";
import { carets } from "./overlay/carets.ts";
import { connectDots } from "./overlay/connect-dots.ts";
import { crop } from "./overlay/crop.ts";
import { frameNames } from "./overlay/frame-names.ts";
import { frameTarget } from "./overlay/frame-target.ts";
import { hover } from "./overlay/hover.ts";
import { laser } from "./overlay/laser.ts";
import { lazyOverlay } from "./overlay/lazy.ts";
import { marquee } from "./overlay/marquee.ts";
import { othersFrames } from "./overlay/others-frames.ts";
import type { OverlayKind } from "./overlay/part.ts";
import { selection } from "./overlay/selection.ts";
import { snapGuides } from "./overlay/snap.ts";
import { textMarks } from "./overlay/text-marks.ts";
import { ALT_TEXT } from "./panels/alt-text.tsx";
import { CONNECT_HINT } from "./panels/connect-hint.tsx";
import { CROP } from "./panels/crop-edges.tsx";
import { DIALOGS } from "./panels/dialogs.tsx";
import { FIND } from "./panels/find.tsx";
import { FRAME_NAME } from "./panels/frame-name.tsx";
import { HINT } from "./panels/hint.tsx";
import { IMPORT } from "./panels/import-panel.tsx";
import { LIBRARY } from "./panels/library-panel.tsx";
import { MINIMAP } from "./panels/minimap-panel.tsx";
import { OUTLINE } from "./panels/outline-panel.tsx";
import type { Panel } from "./panels/panel.ts";
import { PEN_MODE } from "./panels/pen-mode.tsx";
import { PRESENT } from "./panels/present.tsx";
import { SELECTION_BAR } from "./panels/selection-bar.tsx";
import { STYLE, STYLE_BAR } from "./panels/style-panel.tsx";
import { TOOLBAR } from "./panels/toolbar.tsx";
import { UNDO } from "./panels/undo-panel.tsx";
import { UPLOADS } from "./panels/uploads.tsx";
import { WAY_BACK } from "./panels/way-back.tsx";
import { ZOOM } from "./panels/zoom-panel.tsx";
import { COMMENT } from "./tools/comment.ts";
import { ARROW, LINE } from "./tools/ends.ts";
import { ERASER } from "./tools/eraser.ts";
import { FRAME } from "./tools/frame.ts";
import { HAND } from "./tools/hand.ts";
import { IMAGE } from "./tools/image.ts";
import { LASER } from "./tools/laser.ts";
import { NOTE } from "./tools/note.ts";
import { HIGHLIGHTER, PEN } from "./tools/pen.ts";
import { SELECT as SELECT_TOOL } from "./tools/select/select.ts";
import {
  CALLOUT,
  CLOUD,
  CYLINDER,
  DIAMOND,
  ELLIPSE,
  HEXAGON,
  RECTANGLE,
  STAR,
  TRIANGLE,
} from "./tools/shape.ts";
import { TEXT } from "./tools/text.ts";
import type { ToolKind } from "./tools/tool.ts";

/** The tools, in the order in which the toolbar has them. */
export const TOOLS: readonly ToolKind[] = [
  SELECT_TOOL,
  HAND,
  RECTANGLE,
  ELLIPSE,
  DIAMOND,
  TRIANGLE,
  HEXAGON,
  CYLINDER,
  CLOUD,
  STAR,
  CALLOUT,
  ARROW,
  LINE,
  PEN,
  HIGHLIGHTER,
  ERASER,
  LASER,
  TEXT,
  NOTE,
  IMAGE,
  FRAME,
  COMMENT,
];

/** The commands, in the order in which they are listed. Of two with the same key, the first that can runs. */
export const COMMANDS: readonly Command[] = [
  ...LOCK,
  ...LINK,
  ...NOTES,
  ...REACTIONS,
  ...CLIPBOARD,
  ...EDIT,
  ...IMAGES,
  ...SELECT,
  ...ORDER,
  ...GROUP,
  ...ALIGN,
  ...SNAP,
  ...STYLE_COMMANDS,
  ...CONNECT,
  ...ARRANGE,
  ...TRANSFORM,
  ...FRAMES,
  ...VIEW,
  ...FIND_COMMANDS,
  ...OUTLINE_COMMANDS,
  ...COMMENTS,
  ...FILES,
  ...SHARE,
  ...GATHER,
  ...EXPORT,
  ...HELP,
];

/** The islands on the board, from the lowest to the highest. */
export const PANELS: readonly Panel[] = [
  OUTLINE,
  FRAME_NAME,
  HINT,
  WAY_BACK,
  MINIMAP,
  UPLOADS,
  LIBRARY,
  SELECTION_BAR,
  ALT_TEXT,
  CROP,
  STYLE,
  ZOOM,
  UNDO,
  PEN_MODE,
  STYLE_BAR,
  TOOLBAR,
  IMPORT,
  CONNECT_HINT,
  FIND,
  PRESENT,
  DIALOGS,
];

/** The marks over the shapes. */
export const OVERLAYS: readonly OverlayKind[] = [
  othersFrames,
  frameNames,
  frameTarget,
  hover,
  lazyOverlay("links", 25),
  textMarks,
  connectDots,
  lazyOverlay("neighbours", 29),
  lazyOverlay("reactions", 45),
  lazyOverlay("lit", 48),
  selection,
  crop,
  aim,
  carets,
  snapGuides,
  marquee,
  laser,
];
