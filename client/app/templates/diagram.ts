/** The template of a diagram: steps, a question, and the arrows between them. */
import { roomWords } from "../../words/room-words.ts";
import { arrow, box, note, type Part, text } from "./parts.ts";

/** Draws the template, its top left corner at the board's origin. */
export function diagram(): Part[] {
  const written = roomWords.templates.diagram;
  return [
    text([0, 0], written.title, "xl"),
    box("ellipse", [0, 112], [164, 104], "violet", written.idea),
    arrow([170, 164], [246, 164]),
    box("rectangle", [252, 116], [176, 96], "blue", written.sketch),
    arrow([434, 164], [510, 164]),
    box("ellipse", [516, 100], [200, 128], "orange", written.decide),
    text([733, 134], written.yes, "m", "green"),
    arrow([722, 164], [798, 164]),
    box("rectangle", [804, 116], [176, 96], "green", written.build),
    text([600, 254], written.no, "m", "red"),
    arrow([580, 230], [516, 318]),
    box("rectangle", [372, 322], [200, 88], "red", written.test),
    arrow([428, 316], [364, 218]),
    note([780, 268], [200, 168], "yellow", written.note),
  ];
}
