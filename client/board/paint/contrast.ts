/** Light and dark text that goes on any colour. */
const ON_DARK = "#ffffff";
const ON_LIGHT = "#1c1916";

/** The luminance of `#rrggbb` as WCAG defines it, 0 to 1; a colour that cannot be read counts as black. */
export function luminance(color: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    if (!Number.isFinite(value)) return 0;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

/** The contrast of two colours as WCAG defines it, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The text colour that is read best on a colour. */
export function textOn(color: string): string {
  return contrast(color, ON_DARK) >= contrast(color, ON_LIGHT) ? ON_DARK : ON_LIGHT;
}
