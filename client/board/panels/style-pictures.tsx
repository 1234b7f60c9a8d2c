/** The pictures of the choices of styles. */
import {
  ArrowDownToLine,
  ArrowUpToLine,
  FoldVertical,
  TextAlignCenter,
  TextAlignEnd,
  TextAlignStart,
} from "lucide-react";
import type { Palette } from "../../../shared/board/draw/palette.ts";
import {
  type Align,
  type Color,
  type Dash,
  type Finish,
  LINE_WIDTH,
  type Tone,
  type VerticalAlign,
  type Width,
} from "../../../shared/board/style.ts";
import type { Inside } from "./styling.ts";

export function OpacityPicture({ opacity }: { opacity: number }) {
  return (
    <span className="board-opacity">
      <span style={{ opacity }} />
    </span>
  );
}

const ALIGN_ICONS = { start: TextAlignStart, middle: TextAlignCenter, end: TextAlignEnd } as const;

export function AlignPicture({ align }: { align: Align }) {
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

export function VerticalPicture({ valign }: { valign: VerticalAlign }) {
  const Icon = VALIGN_ICONS[valign];
  return (
    <span>
      <Icon size={16} strokeWidth={1.75} aria-hidden />
    </span>
  );
}

export function Swatch({ color }: { color: string }) {
  return <span className="board-swatch" style={{ background: color }} />;
}

export function FillSwatch({
  color,
  tone,
  palette,
}: {
  color: Color;
  tone: Tone;
  palette: Palette;
}) {
  const line = palette.edge[color] ?? palette.stroke[color];
  return (
    <span
      className="board-swatch board-swatch-fill"
      style={{ background: palette[tone][color], color: line }}
    />
  );
}

export function InsidePicture({ inside }: { inside: Inside }) {
  return (
    <span>
      <span className={`board-inside board-inside-${inside}`} />
    </span>
  );
}

export function WidthPicture({ width }: { width: Width }) {
  return <LinePicture width={Math.min(8, Math.max(1.5, LINE_WIDTH[width]))} dash="none" />;
}

const DASH_ARRAYS: Record<Dash, string> = { solid: "none", dashed: "5 4", dotted: "0 5" };

export function DashPicture({ dash }: { dash: Dash }) {
  return <LinePicture width={2} dash={DASH_ARRAYS[dash]} />;
}

export function FinishPicture({ finish }: { finish: Finish }) {
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
