import type { Row, Run } from "./lines.ts";

/** A run as a Markdown table; these columns, or all in the order in which they first came. */
export function tableOf({ rows, failures }: Run, chosen?: readonly string[]): string {
  const present = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = chosen?.filter((name) => present.includes(name)) ?? present;
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const isText = (name: string): boolean => rows.some((row) => typeof row[name] === "string");
  return [
    line(columns),
    line(columns.map((name) => (isText(name) ? "---" : "---:"))),
    ...rows.map((row) => line(columns.map((name) => show(row[name])))),
    ...(failures.length === 0 ? [] : [""]),
    ...failures.map(({ server, why }) => `- **${server} was not measured**: ${why}`),
  ].join("\n");
}

/** Whole numbers whole, others to three digits. */
export function show(value: Row[string] | undefined): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "string") return value;
  const isLong = Number.isInteger(value) || Math.abs(value) >= 1_000;
  return value.toLocaleString(
    "en",
    isLong ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 },
  );
}
