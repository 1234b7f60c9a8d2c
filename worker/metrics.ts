/**
 * What this process has done since it began, for `/metrics`. On one's own
 * machine that is the whole server, since every room lives in it; on
 * Cloudflare's network each isolate counts for itself.
 */

type Kind = "counter" | "gauge";

/** One figure, or one for each value of its label. */
export class Metric {
  readonly #name: string;
  readonly #kind: Kind;
  readonly #help: string;
  readonly #label: string | null;
  readonly #values = new Map<string, number>();
  /** The figure without a label: it is counted with each frame, so it is a plain number. */
  #value = 0;

  constructor(name: string, kind: Kind, help: string, label: string | null = null) {
    this.#name = name;
    this.#kind = kind;
    this.#help = help;
    this.#label = label;
  }

  /** Adds to the figure, or to the one for this value of its label. */
  add(amount = 1, value?: string): void {
    if (value === undefined) this.#value += amount;
    else this.#values.set(value, (this.#values.get(value) ?? 0) + amount);
  }

  /** Begins anew. */
  clear(): void {
    this.#value = 0;
    this.#values.clear();
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

/** Every figure that `/metrics` tells. */
export const metrics = {
  rooms: new Metric(
    "stoa_rooms_awake",
    "gauge",
    "Rooms in which something has happened since these figures were last asked for. The others sleep.",
  ),
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
  refusals: new Metric("stoa_refusals_total", "counter", "What was refused, by its code.", "code"),
  quarantined: new Metric(
    "stoa_quarantined_total",
    "counter",
    "Refused frames that were kept, by their reason.",
    "reason",
  ),
  jobFailures: new Metric("stoa_job_failures_total", "counter", "Alarm jobs that failed.", "job"),
  closes: new Metric("stoa_closes_total", "counter", "Sockets closed by a room.", "code"),
} as const;

/** Counts a statement's rows. */
export function countRows(cursor: { readonly rowsWritten: number }): void {
  metrics.rows.add(cursor.rowsWritten);
}

let asked = 0;

/** How often the figures have been asked for. */
export function timesAsked(): number {
  return asked;
}

/** All figures in Prometheus' text format (prometheus.io/docs/instrumenting/exposition_formats). */
export function renderMetrics(): string {
  const figures = `${Object.values(metrics).join("\n")}\n`;
  asked += 1;
  metrics.rooms.clear();
  return figures;
}
