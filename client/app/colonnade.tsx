import { HUES, toneStyle } from "../ui/hues.ts";

const WIDTH = 204;
const HEIGHT = 104;

/** A row of arches that belongs to one room alone: its number, rhythm and colour come from the room's id. */
export function Colonnade({ id }: { id: string }) {
  const chance = sequence(id);
  const hue = HUES[Math.floor(chance() * HUES.length)] ?? HUES[0];
  const count = 4 + Math.floor(chance() * 4);
  const step = WIDTH / count;
  const swell = chance() * Math.PI * 2;
  const turns = 0.5 + chance();
  const moon = { x: WIDTH * (0.15 + chance() * 0.7), y: 18 + chance() * 10 };
  const arches = Array.from({ length: count }, (_, at) => {
    const wave = Math.sin(swell + (at / count) * Math.PI * 2 * turns);
    return { left: at * step + step * 0.14, width: step * 0.72, height: 42 + wave * 12 };
  });
  return (
    <svg
      className="colonnade tone-text"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMidYMax slice"
      style={toneStyle(hue.pointer)}
      aria-hidden="true"
    >
      <circle cx={moon.x} cy={moon.y} r="6" fill="currentColor" opacity="0.35" />
      {arches.map(({ left, width, height }) => {
        const radius = width / 2;
        const spring = HEIGHT - height + radius;
        return (
          <path
            key={left}
            d={`M${left} ${HEIGHT}V${spring}a${radius} ${radius} 0 0 1 ${width} 0V${HEIGHT}z`}
            fill="currentColor"
            opacity={0.16 + (height - 30) / 140}
          />
        );
      })}
    </svg>
  );
}

/** Numbers from 0 to 1 that look like chance and are the same for the same text (FNV-1a, then mulberry32). */
function sequence(text: string): () => number {
  let state = 0x811c9dc5;
  for (const letter of text) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
