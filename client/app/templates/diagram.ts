/** The template of a diagram: steps, a question, and the arrows between them. */
import { arrow, box, note, type Part, words } from "./parts.ts";

/** Draws the template, its top left corner at the board's origin. */
export function diagram(): Part[] {
  return [
    words([0, 0], "From idea to done", "xl"),
    box("ellipse", [0, 112], [164, 104], "violet", "An idea"),
    arrow([170, 164], [246, 164]),
    box("rectangle", [252, 116], [176, 96], "blue", "Sketch it"),
    arrow([434, 164], [510, 164]),
    box("ellipse", [516, 100], [200, 128], "orange", "Good enough?"),
    words([733, 134], "yes", "m", "green"),
    arrow([722, 164], [798, 164]),
    box("rectangle", [804, 116], [176, 96], "green", "Build it"),
    words([600, 254], "no", "m", "red"),
    arrow([580, 230], [516, 318]),
    box("rectangle", [372, 322], [200, 88], "red", "Try it on somebody"),
    arrow([428, 316], [364, 218]),
    note([780, 268], [200, 168], "yellow", "Double-click a shape and write in it"),
  ];
}
