/** The rows of the style panel, as a list: one entry for each style, with its choices as pictures. It knows no layout. */
import type { ReactNode } from "react";
import { PALETTES, type Palette, type Theme } from "../../../shared/board/draw/palette.ts";
import {
  ALIGNS,
  type Color,
  DASHES,
  FINISHES,
  FONTS,
  HEADS,
  ROUTES,
  VALIGNS,
  WIDTHS,
} from "../../../shared/board/style.ts";
import { styleWords } from "../../words/style-words.ts";
import type { Editor } from "../editor.ts";
import { ConnectorPicture } from "./connector-picture.tsx";
import {
  AlignPicture,
  DashPicture,
  FillSwatch,
  FinishPicture,
  InsidePicture,
  OpacityPicture,
  Swatch,
  VerticalPicture,
  WidthPicture,
} from "./style-pictures.tsx";
import {
  choose,
  chooseInside,
  chooseOpacity,
  INSIDES,
  OPACITIES,
  type StyleChoice,
  type Styling,
  SWATCHES,
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

/** The surroundings of a row: what may be styled now, and the colours of the theme. */
interface Now {
  readonly editor: Editor;
  readonly styling: Styling;
  readonly palette: Palette;
}

/** Makes the row of a style; null: it does not apply now. */
type RowKind = (now: Now) => StyleRow | null;

/** A style in an entry of the list. */
interface RowOf<T extends string> {
  readonly key: string;
  readonly look: "swatches" | "segments";
  readonly name: string | ((styling: Styling) => string);
  readonly values: readonly T[];
  readonly names: Readonly<Record<T, string>>;
  /** The value now; undefined: the style does not apply, null: the selected shapes differ in it. */
  of(styling: Styling): NoInfer<T> | null | undefined;
  picture(value: T, now: Now): ReactNode;
  /** A picture, or the value of it, that stands for shapes that differ. */
  differing(now: Now): ReactNode;
  choose(value: T, now: Now): void;
}

function row<T extends string>(kind: RowOf<T>): RowKind {
  return (now) => {
    const chosen = kind.of(now.styling);
    if (chosen === undefined) return null;
    return {
      key: kind.key,
      name: typeof kind.name === "string" ? kind.name : kind.name(now.styling),
      look: kind.look,
      chosen,
      picture: chosen === null ? kind.differing(now) : kind.picture(chosen, now),
      options: kind.values.map((value) => ({
        value,
        name: kind.names[value],
        picture: kind.picture(value, now),
        choose: () => kind.choose(value, now),
      })),
    };
  };
}

type SegmentKey = Exclude<keyof Styling & keyof Choices, "stroke" | "fill" | "tone">;
type Choices = { [C in StyleChoice as keyof C]: C[keyof C] };

/** An entry whose choices are segments, and whose value is stored under its key. */
function segments<K extends SegmentKey, T extends Choices[K] & string>(
  key: K,
  values: readonly T[],
  names: Readonly<Record<T, string>>,
  picture: (value: T) => ReactNode,
  usual: NoInfer<T>,
): RowKind {
  return row<T>({
    key,
    look: "segments",
    name: styleWords.styles[key],
    values,
    names,
    of: (styling) => styling[key] as T | null | undefined,
    picture,
    differing: () => picture(usual),
    choose: (value, { editor, styling }) =>
      choose(editor, styling, { [key]: value } as unknown as StyleChoice),
  });
}

const stroke = row<Color>({
  key: "stroke",
  look: "swatches",
  name({ paper, width, marker }) {
    if (paper) return styleWords.styles.paper;
    return width === undefined || marker ? styleWords.styles.colour : styleWords.styles.stroke;
  },
  values: SWATCHES,
  names: styleWords.colors,
  of: (styling) => styling.stroke,
  picture(color, { styling: { paper, marker }, palette }) {
    const strokes = paper ? palette.note : marker ? palette.marker : palette.stroke;
    return <Swatch color={strokes[color]} />;
  },
  differing: ({ palette }) => <Swatch color={palette.dot} />,
  choose: (color, { editor, styling }) => choose(editor, styling, { stroke: color }),
});

const inside = row({
  key: "inside",
  look: "segments",
  name: styleWords.styles.fill,
  values: INSIDES,
  names: styleWords.insides,
  of: (styling) => styling.inside,
  picture: (one) => <InsidePicture inside={one} />,
  differing: () => <InsidePicture inside="soft" />,
  choose: (one, { editor }) => chooseInside(editor, one),
});

const fill = row<Color>({
  key: "fill",
  look: "swatches",
  name: styleWords.styles.fillColour,
  values: SWATCHES,
  names: styleWords.colors,
  of: ({ fill, inside }) => (fill === "none" || inside === "none" ? undefined : fill),
  picture: (color, { styling, palette }) => (
    <FillSwatch color={color} tone={styling.tone ?? "soft"} palette={palette} />
  ),
  differing: ({ palette }) => <Swatch color={palette.dot} />,
  choose: (color, { editor, styling }) => choose(editor, styling, { fill: color }),
});

const opacity: RowKind = ({ editor, styling: { opacity } }) => {
  if (opacity === undefined) return null;
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
};

/** The rows from the colour to the letters, in the order of the panel. */
const ROWS: readonly RowKind[] = [
  stroke,
  inside,
  segments("dash", DASHES, styleWords.dashes, (dash) => <DashPicture dash={dash} />, "solid"),
  segments("width", WIDTHS, styleWords.widths, (width) => <WidthPicture width={width} />, "m"),
  segments("route", ROUTES, styleWords.routes, (one) => <ConnectorPicture route={one} />, "curve"),
  segments(
    "tail",
    HEADS,
    styleWords.heads,
    (one) => <ConnectorPicture head={one} isTail />,
    "none",
  ),
  segments("head", HEADS, styleWords.heads, (one) => <ConnectorPicture head={one} />, "open"),
  fill,
  // After the colours, which take a line of their own: there it shares one.
  segments(
    "finish",
    FINISHES,
    styleWords.finishes,
    (one) => <FinishPicture finish={one} />,
    "neat",
  ),
  segments("letter", WIDTHS, styleWords.sizes, (size) => <span>{size.toUpperCase()}</span>, "m"),
  segments(
    "font",
    FONTS,
    styleWords.fonts,
    (f) => <span className={`board-font-${f}`}>Aa</span>,
    "hand",
  ),
  segments("align", ALIGNS, styleWords.aligns, (side) => <AlignPicture align={side} />, "start"),
  segments(
    "valign",
    VALIGNS,
    styleWords.valigns,
    (side) => <VerticalPicture valign={side} />,
    "middle",
  ),
  opacity,
];

/** The rows for a styling. */
export function rowsOf(editor: Editor, styling: Styling, theme: Theme): StyleRow[] {
  const now = { editor, styling, palette: PALETTES[theme] };
  return ROWS.flatMap((make) => make(now) ?? []);
}
