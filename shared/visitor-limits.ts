/** The setting `VISITOR_LIMITS`: its parser, from an operator's text to limits. It counts nothing. */
import { MAX_DOCUMENT_FRAME, VISITOR } from "./limits.ts";

/** So much at once, and so much a second in the long run. */
interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** The limits of one visitor; see `VISITOR` in `limits.ts` for units. */
export interface VisitorLimits {
  readonly sockets: number;
  readonly connections: Rate;
  readonly rooms: Rate;
  readonly bytes: Rate;
  readonly imports: Rate;
  readonly images: Rate;
}

const MiB = 1024 * 1024;

/** How each figure of the setting becomes a limit. A burst keeps its proportion to its rate. */
const FIGURES: Readonly<Record<string, (figure: number) => Partial<VisitorLimits>>> = {
  /** At once. */
  sockets: (figure) => ({ sockets: figure }),
  /** A second. */
  connections: (figure) => ({ connections: scaled(VISITOR.connections, figure) }),
  /** An hour. */
  rooms: (figure) => ({ rooms: scaled(VISITOR.rooms, figure / 3_600) }),
  /** A minute. */
  megabytes: (figure) => {
    const bytes = scaled(VISITOR.bytes, (figure * MiB) / 60);
    // A whole document must fit, or it could never be brought.
    return { bytes: { ...bytes, burst: Math.max(bytes.burst, 2 * MAX_DOCUMENT_FRAME) } };
  },
  /** An hour. */
  imports: (figure) => ({ imports: scaled(VISITOR.imports, figure / 3_600) }),
  /** A second. */
  images: (figure) => ({ images: scaled(VISITOR.images, figure) }),
};

function scaled(rate: Rate, perSecond: number): Rate {
  return { perSecond, burst: Math.max(1, (rate.burst / rate.perSecond) * perSecond) };
}

/**
 * Reads the setting: `off`, or figures like `sockets=1000 rooms=200`, parted by
 * spaces or commas; a limit that is not named keeps its default.
 *
 * @returns null when it is off.
 * @throws with a sentence that names the mistake.
 */
export function readVisitorLimits(setting: string | null | undefined): VisitorLimits | null {
  if (setting?.trim().toLowerCase() === "off") return null;
  let limits: VisitorLimits = VISITOR;
  for (const entry of (setting ?? "").split(/[\s,]+/)) {
    if (entry === "") continue;
    const [, name = "", figure = ""] = /^([a-z]+)=(\d{1,9})$/.exec(entry) ?? [];
    const toLimit = Object.hasOwn(FIGURES, name) ? FIGURES[name] : undefined;
    if (toLimit === undefined || Number(figure) === 0) {
      throw new Error(
        `VISITOR_LIMITS must be off, or list ${Object.keys(FIGURES).join(", ")} like sockets=1000, but has ${JSON.stringify(entry)}.`,
      );
    }
    limits = { ...limits, ...toLimit(Number(figure)) };
  }
  return limits;
}
