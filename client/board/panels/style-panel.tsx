import { PALETTES, type Theme } from "../../../shared/board/draw/palette.ts";
import {
  COLORS,
  type Color,
  DASHES,
  type Dash,
  FILLS,
  type Fill,
  FONTS,
  type Font,
  WIDTHS,
  type Width,
} from "../../../shared/board/style.ts";
import { Popover } from "../../ui/popover.tsx";
import { pickFrom, useStore } from "../../ui/store.ts";
import type { Editor } from "../editor.ts";
import { Choices } from "./choices.tsx";
import { CommandButton } from "./command-button.tsx";
import type { Panel } from "./panel.ts";
import { choose, type StyleChoice, type Styling } from "./styling.ts";
import { useStyling } from "./use-styling.ts";

interface StylePanelProps {
  editor: Editor;
  theme: Theme;
}

const COLOR_NAMES: Record<Color, string> = {
  ink: "Ink",
  grey: "Grey",
  red: "Red",
  orange: "Orange",
  yellow: "Yellow",
  green: "Green",
  teal: "Teal",
  blue: "Blue",
  violet: "Violet",
};

const WIDTH_NAMES: Record<Width, string> = {
  s: "Small",
  m: "Medium",
  l: "Large",
  xl: "Very large",
};

const DASH_NAMES: Record<Dash, string> = { solid: "Solid", dashed: "Dashed", dotted: "Dotted" };

const DASH_ARRAYS: Record<Dash, string> = { solid: "none", dashed: "5 4", dotted: "0 5" };

const FONT_NAMES: Record<Font, string> = {
  hand: "Hand",
  sans: "Sans serif",
  serif: "Serif",
  mono: "Monospaced",
};

/** The style of what is selected or drawn next, beside the board. */
function StylePanel({ editor, theme }: StylePanelProps) {
  const styling = useStyling(editor);
  if (styling === null) return null;
  return (
    <section className="island board-style" aria-label="Style">
      <StyleFields editor={editor} theme={theme} styling={styling} />
    </section>
  );
}

/** The same on a phone: a button that shows the colour, and a sheet that it opens. */
function StyleSheetButton({ editor, theme }: StylePanelProps) {
  const styling = useStyling(editor);
  if (styling === null) return null;
  const palette = PALETTES[theme];
  const color = styling.stroke ?? null;
  const tones = styling.paper ? palette.note : palette.stroke;
  return (
    <Popover
      label="Style"
      className="board-style-sheet"
      side="top"
      align="start"
      trigger={(trigger) => (
        <button {...trigger} type="button" className="island board-style-button" aria-label="Style">
          <span
            className="board-swatch"
            style={{ background: color === null ? palette.dot : tones[color] }}
          />
        </button>
      )}
    >
      <StyleFields editor={editor} theme={theme} styling={styling} />
    </Popover>
  );
}

function StyleFields({ editor, theme, styling }: StylePanelProps & { styling: Styling }) {
  const palette = PALETTES[theme];
  const set = (choice: StyleChoice) => choose(editor, styling, choice);
  const { stroke, fill, width, letter, dash, font, paper } = styling;
  const strokes = paper ? palette.note : palette.stroke;
  return (
    <>
      {stroke === undefined ? null : (
        <Choices
          legend={paper ? "Paper" : width === undefined ? "Colour" : "Stroke"}
          className="board-swatches"
          options={COLORS}
          value={stroke}
          nameOf={(color) => COLOR_NAMES[color]}
          show={(color) => <span className="board-swatch" style={{ background: strokes[color] }} />}
          onChoose={(color) => set({ stroke: color })}
        />
      )}
      {fill === undefined ? null : (
        <Choices
          legend="Fill"
          className="board-swatches"
          options={FILLS}
          value={fill}
          nameOf={(color) => (color === "none" ? "No fill" : COLOR_NAMES[color])}
          show={(color) => <FillSwatch fill={color} theme={theme} />}
          onChoose={(color) => set({ fill: color })}
        />
      )}
      {width === undefined ? null : (
        <Choices
          legend="Width"
          className="board-segments"
          options={WIDTHS}
          value={width}
          nameOf={(size) => WIDTH_NAMES[size]}
          show={(size) => <span>{size.toUpperCase()}</span>}
          onChoose={(size) => set({ width: size })}
        />
      )}
      {letter === undefined ? null : (
        <Choices
          legend="Letters"
          className="board-segments"
          options={WIDTHS}
          value={letter}
          nameOf={(size) => WIDTH_NAMES[size]}
          show={(size) => <span>{size.toUpperCase()}</span>}
          onChoose={(size) => set({ letter: size })}
        />
      )}
      {dash === undefined ? null : (
        <Choices
          legend="Line"
          className="board-segments"
          options={DASHES}
          value={dash}
          nameOf={(line) => DASH_NAMES[line]}
          show={(line) => <DashPicture dash={line} />}
          onChoose={(line) => set({ dash: line })}
        />
      )}
      {font === undefined ? null : (
        <Choices
          legend="Font"
          className="board-segments"
          options={FONTS}
          value={font}
          nameOf={(family) => FONT_NAMES[family]}
          show={(family) => <span className={`board-font-${family}`}>Aa</span>}
          onChoose={(family) => set({ font: family })}
        />
      )}
      <Actions editor={editor} />
    </>
  );
}

function FillSwatch({ fill, theme }: { fill: Fill; theme: Theme }) {
  if (fill === "none") return <span className="board-swatch board-swatch-none" />;
  const { fill: fills, stroke } = PALETTES[theme];
  return (
    <span
      className="board-swatch board-swatch-fill"
      style={{ background: fills[fill], color: stroke[fill] }}
    />
  );
}

function DashPicture({ dash }: { dash: Dash }) {
  return (
    <span>
      <svg viewBox="0 0 24 4" width="24" height="4" aria-hidden="true">
        <line
          x1="2"
          x2="22"
          y1="2"
          y2="2"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
          strokeDasharray={DASH_ARRAYS[dash]}
        />
      </svg>
    </span>
  );
}

/** The actions on the selected shapes, for people without a keyboard or without knowledge of its keys. */
function Actions({ editor }: { editor: Editor }) {
  const hasSelection = useStore(pickFrom(editor.selection, (ids) => ids.length > 0));
  if (!hasSelection) return null;
  return (
    <fieldset className="board-actions" aria-label="Selected shapes">
      <CommandButton editor={editor} id="sendToBack" />
      <CommandButton editor={editor} id="bringToFront" />
      <CommandButton editor={editor} id="duplicate" />
      <CommandButton editor={editor} id="delete" />
    </fieldset>
  );
}

export const STYLE: Panel = {
  name: "style",
  place: "over",
  isShown: ({ compact }) => !compact,
  Part: StylePanel,
};

export const STYLE_SHEET: Panel = {
  name: "style-sheet",
  place: "corner",
  isShown: ({ compact }) => compact,
  Part: StyleSheetButton,
};
