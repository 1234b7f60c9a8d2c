import { LEAST_BYTES_PER_SECOND, PING_MS } from "../../shared/limits.ts";
import { mayReconnect } from "../../shared/wire/close-codes.ts";
import { backoff } from "./backoff.ts";

/** Milliseconds between two looks at whether the other end still answers. */
const HEARTBEAT = 10_000;

/** Milliseconds for an attempt to connect before it counts as failed. */
const PATIENCE = 15_000;

/** Milliseconds that a connection must last before the next loss starts the back-off anew. */
const STABLE = 5_000;

/** The phases of a connection. There is a socket in `connecting` and `open` only. */
export type Phase =
  | { readonly kind: "connecting" }
  | { readonly kind: "open" }
  | { readonly kind: "waiting" }
  | { readonly kind: "refused"; readonly code: number; readonly reason: string }
  | { readonly kind: "ended" };

export interface ConnectionHandlers {
  onPhase(phase: Phase): void;
  onBinary(bytes: Uint8Array): void;
  onText(text: string): void;
}

/**
 * One socket that is always the newest attempt. It comes back by itself with
 * full jitter, unless the room said not to, and notices when the other end no
 * longer answers. It queues nothing: the document is its own queue.
 */
export class Connection {
  readonly #url: string;
  readonly #protocols: () => string[];
  readonly #handlers: ConnectionHandlers;
  #phase: Phase = { kind: "waiting" };
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #openedAt = 0;
  #heardAt = 0;
  #pinged = false;
  #pingedAt = 0;
  /** Milliseconds that a large answer may take besides, of which nothing is heard before it is whole. */
  #indulgence = 0;

  /** `protocols` is asked anew for each socket: what proves who I am may come to be known meanwhile. */
  constructor(url: string, protocols: () => string[], handlers: ConnectionHandlers) {
    this.#url = url;
    this.#protocols = protocols;
    this.#handlers = handlers;
    addEventListener("online", this.#retry);
    addEventListener("offline", this.#lose);
    document.addEventListener("visibilitychange", this.#retry);
    this.#connect();
  }

  /** Sends when open; says whether it did. */
  send(data: Uint8Array | string): boolean {
    if (this.#phase.kind !== "open" || this.#socket === null) return false;
    // The other end may have closed it already, of which I am told in a moment.
    if (this.#socket.readyState !== WebSocket.OPEN) return false;
    // No frame of ours lies in shared memory.
    this.#socket.send(data as Uint8Array<ArrayBuffer> | string);
    return true;
  }

  /** So many bytes may come as one frame, which takes its time on a slow line; 0 once they have come. */
  expect(bytes: number): void {
    this.#indulgence = (bytes / LEAST_BYTES_PER_SECOND) * 1000;
  }

  /** Gives up this socket and makes another: what was sent on it is not being answered. */
  renew(): void {
    if (this.#phase.kind === "open") this.#lost();
  }

  end(): void {
    removeEventListener("online", this.#retry);
    removeEventListener("offline", this.#lose);
    document.removeEventListener("visibilitychange", this.#retry);
    this.#drop();
    this.#enter({ kind: "ended" });
  }

  #connect(): void {
    const socket = new WebSocket(this.#url, this.#protocols());
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#enter({ kind: "connecting" });
    this.#after(PATIENCE, () => this.#lost());
    socket.onopen = () => {
      this.#openedAt = Date.now();
      this.#pingedAt = Date.now();
      this.#indulgence = 0;
      this.#heard();
      this.#enter({ kind: "open" });
      this.#after(HEARTBEAT, this.#beat);
    };
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      this.#heard();
      if (data instanceof ArrayBuffer) this.#handlers.onBinary(new Uint8Array(data));
      else if (typeof data === "string" && data !== "pong") this.#handlers.onText(data);
    };
    socket.onclose = ({ code, reason }) => {
      if (mayReconnect(code)) {
        this.#lost();
        return;
      }
      this.#drop();
      this.#enter({ kind: "refused", code, reason });
    };
  }

  readonly #beat = (): void => {
    const now = Date.now();
    if (this.#pinged && now - this.#heardAt > HEARTBEAT + this.#indulgence) {
      this.#lost();
      return;
    }
    // By `ping` the room knows that I am here, also when it is only the others whom I hear.
    if (now - this.#heardAt >= HEARTBEAT - 1_000 || now - this.#pingedAt >= PING_MS - 1_000) {
      this.#pinged = true;
      this.#pingedAt = now;
      this.send("ping");
    }
    this.#after(HEARTBEAT, this.#beat);
  };

  /** Something may have changed for the better: do not wait any longer. */
  readonly #retry = (): void => {
    if (this.#phase.kind === "waiting" && document.visibilityState === "visible") this.#connect();
  };

  readonly #lose = (): void => {
    if (this.#phase.kind === "open" || this.#phase.kind === "connecting") this.#lost();
  };

  #lost(): void {
    if (this.#phase.kind === "open" && Date.now() - this.#openedAt > STABLE) this.#attempt = 0;
    this.#drop();
    this.#enter({ kind: "waiting" });
    this.#after(backoff(this.#attempt++, Math.random()), () => this.#connect());
  }

  #drop(): void {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    if (socket === null) return;
    this.#socket = null;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  #heard(): void {
    this.#heardAt = Date.now();
    this.#pinged = false;
  }

  #after(milliseconds: number, action: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, milliseconds);
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.#handlers.onPhase(phase);
  }
}
