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
  sockets: new Metric("stoa_sockets", "gauge", "Sockets that are open."),
  roomsMade: new Metric("stoa_room_wakes_total", "counter", "Times that a room was made or woke."),
  framesIn: new Metric("stoa_frames_in_total", "counter", "Frames received."),
  bytesIn: new Metric("stoa_bytes_in_total", "counter", "Bytes (of text: characters) received."),
  framesOut: new Metric("stoa_frames_out_total", "counter", "Frames sent."),
  bytesOut: new Metric("stoa_bytes_out_total", "counter", "Bytes (of text: characters) sent."),
  windows: new Metric("stoa_windows_total", "counter", "Windows of updates written."),
  updates: new Metric("stoa_updates_total", "counter", "Updates written."),
  messages: new Metric("stoa_messages_total", "counter", "Chat messages written."),
  compactions: new Metric("stoa_compactions_total", "counter", "Compactions done."),
  jobFailures: new Metric("stoa_job_failures_total", "counter", "Alarm jobs that failed.", "job"),
  closes: new Metric("stoa_closes_total", "counter", "Sockets closed by a room.", "code"),
} as const;

/** All figures in Prometheus' text format (prometheus.io/docs/instrumenting/exposition_formats). */
export function renderMetrics(): string {
  return `${Object.values(metrics).join("\n")}\n`;
}
