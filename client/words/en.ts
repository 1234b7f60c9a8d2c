/** English: all words of the page that are in the catalogue. */
import { plural } from "./plural.ts";

const count = plural("en");

export const en = {
  board: {
    label: "Board",
    text: "Text of the shape",
    shapes: "Shapes on the board",
  },
  selection: {
    none: "Nothing selected",
    one: (shape: string) => `${shape}, selected`,
    locked: (shape: string) => `${shape}, locked, selected`,
    many: (shapes: number) =>
      count(shapes, { one: "# shape selected", other: "# shapes selected" }),
  },
  hint: {
    /** Keys stand in square brackets. */
    keys: (draw: string, note: string, talk: string) =>
      `Press [${draw}] to draw, [${note}] for a note, [${talk}] to talk`,
    touch: "Draw with the pen, or leave a note",
  },
  wayBack: {
    lost: "Back to the drawing",
    part: "Show the whole drawing",
  },
  zoom: {
    label: "Zoom",
    percent: (percent: number) => `${percent}%`,
    reset: (percent: number) => `Zoom ${percent} %, back to 100 %`,
  },
  history: "History",
  tools: {
    select: "Select",
    hand: "Hand",
    rectangle: "Rectangle",
    ellipse: "Ellipse",
    diamond: "Diamond",
    triangle: "Triangle",
    arrow: "Arrow",
    line: "Line",
    pen: "Pen",
    eraser: "Eraser",
    text: "Text",
    note: "Sticky note",
  },
  toolbar: {
    tools: "Tools",
    shapes: "Shapes",
    lines: "Lines",
    more: "More",
    moreInUse: (tool: string) => `More, ${tool} in use`,
    moreTools: "More tools",
  },
  groups: {
    tools: "Tools",
    edit: "Edit",
    select: "Select",
    arrange: "Arrange",
    view: "View",
    help: "Help",
  },
  menu: { label: "Board menu" },
  palette: {
    search: "Search tools and commands",
    none: "Nothing has these words.",
    on: "On",
  },
  shortcuts: {
    close: "Close",
    space: "Space",
    drag: "drag",
    wheel: "wheel",
    pan: "Move the board",
    zoom: "Zoom at the pointer",
    copy: "Copy what is dragged",
  },
  lazy: {
    failed: "This part of the page could not be loaded. Try again when the connection is back.",
  },
  commands: {
    undo: "Undo",
    redo: "Redo",
    duplicate: "Duplicate",
    delete: "Delete",
    lock: "Lock",
    talk: "Write a message",
    selectAll: "Select all",
    letGo: "Let go of the selection, then of the tool",
    enter: "Write, place, or talk",
    nextShape: "Next shape",
    previousShape: "Previous shape",
    nudge: "Move the selection or the board",
    nudgeFar: "Move the selection by ten",
    bringToFront: "Move to front",
    sendToBack: "Move to back",
    toolLock: "Keep the tool in hand",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    zoomToFull: "Zoom to 100 %",
    zoomToFit: "Zoom to fit",
    zoomToSelection: "Zoom to the selection",
    palette: "All commands",
    shortcuts: "Keyboard shortcuts",
    menu: "Open the menu",
  },
};
