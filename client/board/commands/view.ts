/** The commands that move the view. */
import { Focus, Map as MapIcon, Minus, PenTool, Plus, Presentation, Scan } from "lucide-react";
import { penModeOf, switchPenMode } from "../input/pen-mode.ts";
import { minimapOf, toggleMinimap } from "../minimap/shown.ts";
import { present } from "../present/presenting.ts";
import { zoomStep, zoomToFit, zoomToFull, zoomToShapes } from "../view.ts";
import type { Command } from "./command.ts";

export const VIEW: readonly Command[] = [
  {
    id: "zoomIn",
    group: "view",
    keys: ["mod+=", "mod++"],
    icon: Plus,
    forViewers: true,
    run: (editor) => zoomStep(editor, 1),
  },
  {
    id: "zoomOut",
    group: "view",
    keys: ["mod+-"],
    icon: Minus,
    forViewers: true,
    run: (editor) => zoomStep(editor, -1),
  },
  {
    id: "zoomToFull",
    group: "view",
    keys: ["mod+0", "shift+0"],
    forViewers: true,
    run: zoomToFull,
  },
  {
    id: "zoomToFit",
    group: "view",
    keys: ["shift+1"],
    icon: Scan,
    forViewers: true,
    menu: "board",
    run: zoomToFit,
  },
  {
    id: "zoomToSelection",
    group: "view",
    keys: ["shift+2"],
    icon: Focus,
    forViewers: true,
    menu: "shapes",
    can: (editor) => editor.selection.get().length > 0,
    run: (editor) => zoomToShapes(editor, editor.selection.get()),
  },
  {
    id: "minimap",
    group: "view",
    keys: ["m"],
    icon: MapIcon,
    forViewers: true,
    menu: "board",
    isOn: (editor) => minimapOf(editor).get(),
    run: toggleMinimap,
  },
  {
    id: "present",
    group: "view",
    keys: ["mod+alt+p"],
    icon: Presentation,
    forViewers: true,
    menu: "board",
    can: (editor) => editor.scene.frames.size > 0,
    run: present,
  },
  {
    id: "penMode",
    group: "view",
    icon: PenTool,
    isOn: (editor) => penModeOf(editor).get() === "on",
    run: switchPenMode,
  },
];
