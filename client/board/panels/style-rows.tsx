/** The rows of the style panel: one for each style, with its choices as pictures. It knows no layout. */
import {
  ArrowDownToLine,
  ArrowUpToLine,
  FoldVertical,
  TextAlignCenter,
  TextAlignEnd,
  TextAlignStart,
} from "lucide-react";
import type { ReactNode } from "react";
import { PALETTES, type Palette, type Theme } from "../../../shared/board/draw/palette.ts";
import {
  ALIGNS,
  type Align,
  type Color,
  DASHES,
  type Dash,
  FINISHES,
  type Finish,
  FONTS,
  type Font,
  HEADS,
  type Head,
  LINE_WIDTH,
  ROUTES,
  type Route,
  type Tone,
  VALIGNS,
  type VerticalAlign,
  WIDTHS,
  type Width,
} from "../../../shared/board/style.ts";
import { styleWords } from "../../words/style-words.ts";
import type { Editor } from "../editor.ts";
import { ConnectorPicture } from "./connector-picture.tsx";
import {
  choose,
  chooseInside,
  chooseOpacity,
  INSIDES,
  type Inside,
  OPACITIES,
  type Styling,
} from "./styling.ts";

/** One of a row's choices. */
export interface StyleOption {
  readonly value: string;
  /** Its accessible name. */
  readonly name: string;
  readonly picture: ReactNode;
  choose(): void;
}

/** One style and its choices. */
export interface StyleRow {
  readonly key: string;
  /** Its accessible name. */
  readonly name: string;
  /** How its choices look: colours, segments of one control, or the steps of a slider. */
  readonly look: "swatches" | "segments" | "slider";
  readonly options: readonly StyleOption[];
  /** The value that is chosen; `null`: the selected shapes differ. */
  readonly chosen: string | null;
  /** A picture that stands for the row where there is no space for it. */
  readonly picture: ReactNode;
}

/** The colours as they stand side by side, the dull ones first. */
const SWATCHES: readonly Color[] = [
  "ink",
  "grey",
  "white",
  "brown",
  "red",
  "orange",
  "yellow",
  "green",
  "teal",
  "blue",
  "violet",
  "pink",
];

const DASH_ARRAYS: Record<Dash, string> = { solid: "none", dashed: "5 4", dotted: "0 5" };

/** The rows for a styling, from the colour to the letters. */
export function rowsOf(editor: Editor, styling: Styling, theme: Theme): StyleRow[] {
  const palette = PALETTES[theme];
  const names = styleWords.styles;
  const {
    stroke,
    inside,
    fill,
    tone,
    width,
    dash,
    finish,
    letter,
    font,
    align,
    valign,
    opacity,
    paper,
    marker,
  } = styling;
  const { route, tail, head } = styling;
  const strokes = paper ? palette.note : marker ? palette.marker : palette.stroke;
  const rows: StyleRow[] = [];
  if (stroke !== undefined) {
    const picture = (color: Color) => <Swatch color={strokes[color]} />;
    rows.push({
      key: "stroke",
      name: paper ? names.paper : width === undefined || marker ? names.colour : names.stroke,
      look: "swatches",
      chosen: stroke,
      picture: stroke === null ? <Swatch color={palette.dot} /> : picture(stroke),
      options: options(SWATCHES, styleWords.colors, picture, (color) =>
        choose(editor, styling, { stroke: color }),
      ),
    });
  }
  if (inside !== undefined) {
    const picture = (one: Inside) => <InsidePicture inside={one} />;
    const chooseOne = (one: Inside) => chooseInside(editor, one);
    const listed = options(INSIDES, styleWords.insides, picture, chooseOne);
    rows.push(segments("inside", names.fill, listed, inside, picture(inside ?? "soft")));
  }
  if (dash !== undefined) {
    const picture = (line: Dash) => <DashPicture dash={line} />;
    const chooseOne = (line: Dash) => choose(editor, styling, { dash: line });
    const listed = options(DASHES, styleWords.dashes, picture, chooseOne);
    rows.push(segments("dash", names.dash, listed, dash, picture(dash ?? "solid")));
  }
  if (width !== undefined) {
    const picture = (size: Width) => <WidthPicture width={size} />;
    const chooseOne = (size: Width) => choose(editor, styling, { width: size });
    const listed = options(WIDTHS, styleWords.widths, picture, chooseOne);
    rows.push(segments("width", names.width, listed, width, picture(width ?? "m")));
  }
  if (route !== undefined) {
    const picture = (one: Route) => <ConnectorPicture route={one} />;
    const chooseOne = (one: Route) => choose(editor, styling, { route: one });
    const listed = options(ROUTES, styleWords.routes, picture, chooseOne);
    rows.push(segments("route", names.route, listed, route, picture(route ?? "curve")));
  }
  if (tail !== undefined) {
    const picture = (one: Head) => <ConnectorPicture head={one} isTail />;
    const chooseOne = (one: Head) => choose(editor, styling, { tail: one });
    const listed = options(HEADS, styleWords.heads, picture, chooseOne);
    rows.push(segments("tail", names.tail, listed, tail, picture(tail ?? "none")));
  }
  if (head !== undefined) {
    const picture = (one: Head) => <ConnectorPicture head={one} />;
    const chooseOne = (one: Head) => choose(editor, styling, { head: one });
    const listed = options(HEADS, styleWords.heads, picture, chooseOne);
    rows.push(segments("head", names.head, listed, head, picture(head ?? "open")));
  }
  if (fill !== undefined && fill !== "none" && inside !== "none") {
    const picture = (color: Color) => (
      <FillSwatch color={color} tone={tone ?? "soft"} palette={palette} />
    );
    rows.push({
      key: "fill",
      name: names.fillColour,
      look: "swatches",
      chosen: fill,
      picture: fill === null ? <Swatch color={palette.dot} /> : picture(fill),
      options: options(SWATCHES, styleWords.colors, picture, (color) =>
        choose(editor, styling, { fill: color }),
      ),
    });
  }
  // After the colours, which take a line of their own: there it shares one.
  if (finish !== undefined) {
    const picture = (one: Finish) => <FinishPicture finish={one} />;
    const chooseOne = (one: Finish) => choose(editor, styling, { finish: one });
    const listed = options(FINISHES, styleWords.finishes, picture, chooseOne);
    rows.push(segments("finish", names.finish, listed, finish, picture(finish ?? "neat")));
  }
  if (letter !== undefined) {
    const picture = (size: Width) => <span>{size.toUpperCase()}</span>;
    const chooseOne = (size: Width) => choose(editor, styling, { letter: size });
    const listed = options(WIDTHS, styleWords.sizes, picture, chooseOne);
    rows.push(segments("letter", names.letter, listed, letter, picture(letter ?? "m")));
  }
  if (font !== undefined) {
    const picture = (family: Font) => <span className={`board-font-${family}`}>Aa</span>;
    const chooseOne = (family: Font) => choose(editor, styling, { font: family });
    const listed = options(FONTS, styleWords.fonts, picture, chooseOne);
    rows.push(segments("font", names.font, listed, font, picture(font ?? "hand")));
  }
  if (align !== undefined) {
    const picture = (side: Align) => <AlignPicture align={side} />;
    const chooseOne = (side: Align) => choose(editor, styling, { align: side });
    const listed = options(ALIGNS, styleWords.aligns, picture, chooseOne);
    rows.push(segments("align", names.align, listed, align, picture(align ?? "start")));
  }
  if (valign !== undefined) {
    const picture = (side: VerticalAlign) => <VerticalPicture valign={side} />;
    const chooseOne = (side: VerticalAlign) => choose(editor, styling, { valign: side });
    const listed = options(VALIGNS, styleWords.valigns, picture, chooseOne);
    rows.push(segments("valign", names.valign, listed, valign, picture(valign ?? "middle")));
  }
  if (opacity !== undefined) rows.push(opacityRow(editor, opacity));
  return rows;
}

function opacityRow(editor: Editor, opacity: number | null): StyleRow {
  const nearest = (value: number) =>
    OPACITIES.reduce((best, one) => (Math.abs(one - value) < Math.abs(best - value) ? one : best));
  return {
    key: "opacity",
    name: styleWords.styles.opacity,
    look: "slider",
    options: OPACITIES.map((value) => ({
      value: String(value),
      name: styleWords.styles.percent(Math.round(value * 100)),
      picture: <OpacityPicture opacity={value} />,
      choose: () => chooseOpacity(editor, value),
    })),
    chosen: opacity === null ? null : String(nearest(opacity)),
    picture: <OpacityPicture opacity={opacity ?? 0.5} />,
  };
}

function OpacityPicture({ opacity }: { opacity: number }) {
  return (
    <span className="board-opacity">
      <span style={{ opacity }} />
    </span>
  );
}

const ALIGN_ICONS = { start: TextAlignStart, middle: TextAlignCenter, end: TextAlignEnd } as const;

function AlignPicture({ align }: { align: Align }) {
  const Icon = ALIGN_ICONS[align];
  return (
    <span>
      <Icon size={16} strokeWidth={1.75} aria-hidden />
    </span>
  );
}

const VALIGN_ICONS = {
  top: ArrowUpToLine,
  middle: FoldVertical,
  bottom: ArrowDownToLine,
} as const;

function VerticalPicture({ valign }: { valign: VerticalAlign }) {
  const Icon = VALIGN_ICONS[valign];
  return (
    <span>
      <Icon size={16} strokeWidth={1.75} aria-hidden />
    </span>
  );
}

function segments(
  key: string,
  name: string,
  options: readonly StyleOption[],
  chosen: string | null,
  picture: ReactNode,
): StyleRow {
  return { key, name, look: "segments", options, chosen, picture };
}

function options<T extends string>(
  values: readonly T[],
  names: Readonly<Record<T, string>>,
  picture: (value: T) => ReactNode,
  choose: (value: T) => void,
): StyleOption[] {
  return values.map((value) => ({
    value,
    name: names[value],
    picture: picture(value),
    choose: () => choose(value),
  }));
}

function Swatch({ color }: { color: string }) {
  return <span className="board-swatch" style={{ background: color }} />;
}

function FillSwatch({ color, tone, palette }: { color: Color; tone: Tone; palette: Palette }) {
  const line = palette.edge[color] ?? palette.stroke[color];
  return (
    <span
      className="board-swatch board-swatch-fill"
      style={{ background: palette[tone][color], color: line }}
    />
  );
}

function InsidePicture({ inside }: { inside: Inside }) {
  return (
    <span>
      <span className={`board-inside board-inside-${inside}`} />
    </span>
  );
}

function WidthPicture({ width }: { width: Width }) {
  return <LinePicture width={Math.min(8, Math.max(1.5, LINE_WIDTH[width]))} dash="none" />;
}

function DashPicture({ dash }: { dash: Dash }) {
  return <LinePicture width={2} dash={DASH_ARRAYS[dash]} />;
}

function FinishPicture({ finish }: { finish: Finish }) {
  return (
    <span>
      <svg
        viewBox="0 0 20 14"
        width="20"
        height="14"
        fill="none"
        stroke="currentColor"
        strokeWidth={finish === "neat" ? 1.75 : 1.2}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {finish === "neat" ? (
          <rect x="3" y="2" width="14" height="10" rx="2.5" />
        ) : (
          <path d="M3.5 2.8Q10 1.6 16.8 2.6Q16 7 16.9 11.8Q9 12.6 3.2 11.4Q3.9 7 2.6 1.8M2.6 3.4Q9 2.9 17.4 1.7M17.4 2Q17.6 8 16.2 12.4M17.6 11.2Q10 11.2 2.4 12.3M3.6 12.4Q2.4 8 3.4 2" />
        )}
      </svg>
    </span>
  );
}

function LinePicture({ width, dash }: { width: number; dash: string }) {
  return (
    <span>
      <svg viewBox="0 0 20 10" width="20" height="10" aria-hidden="true">
        <line
          x1="4"
          x2="16"
          y1="5"
          y2="5"
          stroke="currentColor"
          strokeWidth={width}
          strokeLinecap="round"
          strokeDasharray={dash}
        />
      </svg>
    </span>
  );
}
