/** WCAG 2.2 contrast of two colours `#rrggbb`: from 1 (the same) to 21. */
export function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

/** `color` mixed with as little of `toward` as makes it at least `ratio` against every one of `grounds`. */
export function readableOn(
  color: string,
  toward: string,
  grounds: readonly string[],
  ratio: number,
): string {
  for (let share = 0; share < 1; share += 0.04) {
    const tone = mix(color, toward, share);
    if (grounds.every((ground) => contrast(tone, ground) >= ratio)) return tone;
  }
  return toward;
}

function mix(from: string, to: string, share: number): string {
  const target = channels(to);
  const mixed = channels(from).map((value, at) => value + ((target[at] ?? value) - value) * share);
  return `#${mixed.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
}

function channels(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
