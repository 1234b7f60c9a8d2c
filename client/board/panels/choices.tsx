/** One style as radio buttons. */
import { type CSSProperties, useId } from "react";
import type { StyleRow } from "./style-rows.tsx";

/** The choices of a style that has more and less of it, as the steps of a slider. */
function Slider({ row }: { row: StyleRow }) {
  const chosen = row.options.findIndex(({ value }) => value === row.chosen);
  return (
    <label className="board-slider" data-style={row.key} style={rowsFor(row)}>
      <span>{row.name}</span>
      <input
        type="range"
        min={0}
        max={row.options.length - 1}
        value={chosen < 0 ? row.options.length - 1 : chosen}
        aria-label={row.name}
        aria-valuetext={row.options[chosen]?.name}
        onChange={(event) => row.options[Number(event.target.value)]?.choose()}
      />
      <output aria-hidden>{row.options[chosen]?.name}</output>
    </label>
  );
}

/** The choices of a style, as radio buttons that look like what they choose. */
export function Choices({ row, onChosen }: { row: StyleRow; onChosen?: () => void }) {
  const name = useId();
  if (row.look === "slider") return <Slider row={row} />;
  return (
    <fieldset
      className={`board-choices board-${row.look}`}
      data-style={row.key}
      style={rowsFor(row)}
    >
      <legend className="visually-hidden">{row.name}</legend>
      {row.options.map((option) => (
        <label
          key={option.value}
          data-tooltip={`${row.name} · ${option.name}`}
          data-tooltip-side="right"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            aria-label={option.name}
            checked={row.chosen === option.value}
            onChange={() => {
              option.choose();
              onChosen?.();
            }}
          />
          {option.picture}
        </label>
      ))}
    </fieldset>
  );
}

/** The most swatches in a row of the panel, and in one of a sheet on a small screen. */
const MOST = { panel: 12, sheet: 7 } as const;

/** The least width of a segment in the panel, in CSS pixels: up to four short styles share a row. */
const SEGMENT = 24;

/** The same of a slider with its words. */
const SLIDER = 200;

/** How many swatches stand in each row, so that the rows are full, and how wide segments must be. */
function rowsFor({ look, options: { length } }: StyleRow): CSSProperties {
  const properties: Record<`--${string}`, number | string> = {
    "--per-row": perRow(length, MOST.panel),
    "--per-sheet-row": perRow(length, MOST.sheet),
    ...(look === "segments" && { "--share": `${length * SEGMENT}px` }),
    ...(look === "slider" && { "--share": `${SLIDER}px` }),
  };
  return properties as CSSProperties;
}

function perRow(count: number, most: number): number {
  const least = Math.ceil(count / most);
  // With a row more, all may be of one length.
  const rows = [least, least + 1].find((some) => count % some === 0) ?? least;
  return Math.ceil(count / rows);
}
