/** Metrics: the counters and gauges of this process, and their text for Prometheus. They know no room. */

/**
 * The counts of this process since it began, for `/metrics`. On one's own
 * machine that is the whole server, since every room lives in it; on
 * Cloudflare's network each isolate counts for itself.
 */

import { VISITOR } from "../shared/limits.ts";
import { CloseCode } from "../shared/wire/close-codes.ts";
import { refusalSchema } from "../shared/wire/events.ts";
import { JOBS } from "./jobs.ts";

type Kind = "counter" | "gauge";

/** A label, and the values of which it is known that they will come. */
interface Label {
  readonly name: string;
  readonly values: readonly string[];
}

/** One figure, or one for each value of its label. */
export class Metric {
  readonly #name: string;
  readonly #kind: Kind;
  readonly #help: string;
  readonly #label: string | null;
  /** Each series begins at 0: Prometheus sees no increase in one that begins with its first event. */
  readonly #values: Map<string, number>;
  /** The figure without a label: it is counted with each frame, so it is a plain number. */
  #value = 0;

  constructor(name: string, kind: Kind, help: string, label: Label | null = null) {
    this.#name = name;
    this.#kind = kind;
    this.#help = help;
    this.#label = label?.name ?? null;
    this.#values = new Map(label?.values.map((value) => [value, 0]));
  }

  /** Adds to the figure, or to the one for this value of its label. */
  add(amount = 1, value?: string): void {
    if (value === undefined) this.#value += amount;
    else this.#values.set(value, (this.#values.get(value) ?? 0) + amount);
  }

  /** In Prometheus' text format. */
  toString(): string {
    const lines = [`# HELP ${this.#name} ${this.#help}`, `# TYPE ${this.#name} ${this.#kind}`];
    if (this.#label === null) lines.push(`${this.#name} ${this.#value}`);
    for (const [value, amount] of this.#values) {
      lines.push(`${this.#name}{${this.#label}="${value}"} ${amount}`);
    }
    return lines.join("\n");
  }
}

/** Milliseconds by which the time of a room's latest activity is rounded, and how many such slots make a minute. */
export const ACTIVITY_SLOT_MS = 5_000;
const ACTIVITY_SLOTS = 12;

/** How many rooms were active within the last minute. To ask for it changes nothing. */
export class ActiveRooms {
  /** The slot of each room's latest activity; a slot that is over a minute old goes with the next one. */
  readonly #latest = new Map<string, number>();
  #slot = 0;

  /** A room was active in a slot, which is the time in units of `ACTIVITY_SLOT_MS`. */
  note(room: string, slot: number): void {
    this.#forgetBefore(slot);
    this.#latest.set(room, slot);
  }

  /** The rooms that were active in `slot` and in the slots of the minute before it. */
  count(slot: number): number {
    this.#forgetBefore(slot);
    return this.#latest.size;
  }

  /** In Prometheus' text format. */
  toString(): string {
    const count = this.count(Math.floor(Date.now() / ACTIVITY_SLOT_MS));
    return [
      "# HELP stoa_rooms_awake Rooms in which something has happened within the last minute.",
      "# TYPE stoa_rooms_awake gauge",
      `stoa_rooms_awake ${count}`,
    ].join("\n");
  }

  #forgetBefore(slot: number): void {
    if (slot === this.#slot) return;
    this.#slot = slot;
    for (const [room, latest] of this.#latest) {
      if (latest <= slot - ACTIVITY_SLOTS) this.#latest.delete(room);
    }
  }
}

/** Every figure that `/metrics` tells. */
export const metrics = {
  rooms: new ActiveRooms(),
  sockets: new Metric("stoa_sockets", "gauge", "Sockets that are open."),
  roomsMade: new Metric("stoa_room_wakes_total", "counter", "Times that a room was made or woke."),
  framesIn: new Metric("stoa_frames_in_total", "counter", "Frames received."),
  bytesIn: new Metric("stoa_bytes_in_total", "counter", "Bytes (of text: characters) received."),
  framesOut: new Metric("stoa_frames_out_total", "counter", "Frames sent."),
  bytesOut: new Metric("stoa_bytes_out_total", "counter", "Bytes (of text: characters) sent."),
  windows: new Metric("stoa_windows_total", "counter", "Windows of updates written."),
  updates: new Metric("stoa_updates_total", "counter", "Updates written."),
  messages: new Metric("stoa_messages_total", "counter", "Chat messages written."),
  rows: new Metric(
    "stoa_rows_written_total",
    "counter",
    "Rows written for rooms, documents, the chat and the alarm, as Cloudflare counts them.",
  ),
  compactions: new Metric("stoa_compactions_total", "counter", "Compactions done."),
  compactionSeconds: new Metric(
    "stoa_compaction_seconds_total",
    "counter",
    "Time that compactions took.",
  ),
  refusals: new Metric("stoa_refusals_total", "counter", "Refusals, by their code.", {
    name: "code",
    values: refusalSchema.options,
  }),
  quarantined: new Metric(
    "stoa_quarantined_total",
    "counter",
    "Refused frames that were kept, by their reason.",
    { name: "reason", values: ["bad-update", "not-yours"] },
  ),
  // Not `job`: Prometheus sets a label of that name itself.
  jobFailures: new Metric("stoa_job_failures_total", "counter", "Alarm jobs that failed.", {
    name: "task",
    values: JOBS,
  }),
  limited: new Metric(
    "stoa_visitors_limited_total",
    "counter",
    "Refusals and waits of visitors because of a limit that everybody behind one address shares.",
    { name: "limit", values: [...Object.keys(VISITOR), "reconnects"] },
  ),
  closes: new Metric("stoa_closes_total", "counter", "Sockets closed by a room.", {
    name: "code",
    values: Object.values(CloseCode).map(String),
  }),
} as const;

/** Counts a statement's rows. */
export function countRows(cursor: { readonly rowsWritten: number }): void {
  metrics.rows.add(cursor.rowsWritten);
}

/** All figures in Prometheus' text format (prometheus.io/docs/instrumenting/exposition_formats). */
export function renderMetrics(): string {
  return `${Object.values(metrics).join("\n")}\n`;
}
