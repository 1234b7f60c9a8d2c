/** The two drawings of the front page: one for wide windows, one for phones. */
import type { InkPoint } from "../../../shared/board/ink.ts";
import type { Point, Size } from "../../../shared/board/shape.ts";
import type { Color, Width } from "../../../shared/board/style.ts";
import { homeWords } from "../../words/home-words.ts";
import { arrow, box, ink, note, text } from "../templates/parts.ts";
import type { Actor, Deed, Story } from "./story.ts";

/** Mina and Jonas, as their pointers are labelled. */
export const actors = () =>
  [
    { name: homeWords.drawing.mina, color: "#207f4a" },
    { name: homeWords.drawing.jonas, color: "#326ad9" },
  ] as const;

const [MINA, JONAS]: readonly [Actor, Actor] = [0, 1];

/** The drawing for wide windows, in the language of the page. */
export const wideStory = (written = homeWords.drawing): Story => ({
  box: { minX: 0, minY: 0, maxX: 1096, maxY: 404 },
  from: [
    [430, -60],
    [900, 470],
  ],
  deeds: [
    title(MINA, [20, 14], written.title, "xl"),
    drawBox(JONAS, "rectangle", [330, 128], [190, 96], "green", written.talk),
    drawBox(MINA, "rectangle", [20, 128], [190, 96], "blue", written.sketch),
    drawArrow(MINA, [218, 176], [322, 176]),
    drawBox(JONAS, "ellipse", [636, 114], [196, 124], "orange", written.decide),
    scribble(MINA, wave([24, 300], 250, 15, 4), "violet"),
    drawArrow(JONAS, [528, 176], [628, 176]),
    stick(MINA, [372, 274], [164, 124], "yellow", written.charger),
    stick(JONAS, [880, 36], [176, 132], "red", written.ship),
    drawArrow(JONAS, [838, 152], [874, 126]),
    scribble(MINA, ring([968, 102], [118, 92]), "red"),
    stick(JONAS, [684, 286], [176, 112], "green", written.cake),
  ],
});

/** The drawing for phones. */
export const tallStory = (written = homeWords.drawing): Story => ({
  box: { minX: 0, minY: 0, maxX: 420, maxY: 470 },
  from: [
    [210, -40],
    [400, 500],
  ],
  deeds: [
    title(MINA, [14, 8], written.title, "l"),
    drawBox(JONAS, "rectangle", [230, 78], [170, 84], "green", written.talk),
    drawBox(MINA, "rectangle", [14, 78], [150, 84], "blue", written.sketch),
    drawArrow(MINA, [170, 120], [224, 120]),
    drawBox(JONAS, "ellipse", [214, 228], [196, 106], "orange", written.decide),
    drawArrow(JONAS, [314, 168], [314, 222]),
    stick(MINA, [22, 208], [150, 130], "yellow", written.charger),
    stick(JONAS, [236, 368], [150, 92], "red", written.ship),
    scribble(MINA, wave([26, 404], 150, 13, 3), "violet"),
  ],
});

function title(who: Actor, xy: Point, written: string, width: Width): Deed {
  return { who, path: [xy], words: written, part: (_path, typed) => text(xy, typed, width) };
}

function drawBox(
  who: Actor,
  type: "rectangle" | "ellipse",
  xy: Point,
  [width, height]: Size,
  color: Color,
  label: string,
): Deed {
  return {
    who,
    path: [xy, [xy[0] + width, xy[1] + height]],
    words: label,
    part(path, typed) {
      const [x, y] = path.at(-1) ?? xy;
      return box(type, xy, [x - xy[0], y - xy[1]], color, typed);
    },
  };
}

function drawArrow(who: Actor, from: Point, to: Point): Deed {
  return { who, path: [from, to], words: "", part: (path) => arrow(from, path.at(-1) ?? from) };
}

/** A click sticks the note there, its middle under the pointer. */
function stick(who: Actor, xy: Point, size: Size, color: Color, written: string): Deed {
  return {
    who,
    path: [[xy[0] + size[0] / 2, xy[1] + size[1] / 2]],
    words: written,
    part: (_path, typed) => note(xy, size, color, typed),
  };
}

function scribble(who: Actor, path: readonly Point[], color: Color): Deed {
  const pressed = ([x, y]: Point, index: number): InkPoint => [
    x,
    y,
    0.5 + 0.18 * Math.sin(index / 5),
  ];
  return { who, path, words: "", part: (drawn) => ink(drawn.map(pressed), color) };
}

function wave([x, y]: Point, width: number, height: number, turns: number): Point[] {
  return Array.from({ length: 72 }, (_, index): Point => {
    const share = index / 71;
    return [
      x + width * share,
      y - Math.sin(share * turns * Math.PI * 2) * height * (1 - share / 3),
    ];
  });
}

/** A ring as a hand draws it: it does not quite meet itself. */
function ring([x, y]: Point, [across, down]: Size): Point[] {
  return Array.from({ length: 64 }, (_, index): Point => {
    const turn = -2.2 + (index / 63) * Math.PI * 2.15;
    const drift = 1 + index / 700;
    return [x + Math.cos(turn) * across * drift, y + Math.sin(turn) * down * drift];
  });
}
