import ReconnectingSocket from "partysocket/ws";
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
 * One socket that is always the newest attempt. partysocket makes the sockets,
 * one after the other. This class decides when: it comes back with full jitter,
 * unless the room said not to, and notices when the other end no longer
 * answers. Nothing is queued: the document is its own queue.
 */
export class Connection {
  readonly #socket: ReconnectingSocket;
  readonly #handlers: ConnectionHandlers;
  #phase: Phase = { kind: "waiting" };
  /** The end of the wait, or the next heartbeat. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Settles when the next attempt may begin. */
  #turn: Promise<void> = Promise.resolve();
  #endWait: (() => void) | null = null;
  #heardAt = 0;
  #pinged = false;
  #pingedAt = 0;
  /** Milliseconds that a large answer may take besides, of which nothing is heard before it is whole. */
  #indulgence = 0;

  /** `protocols` is asked anew for each socket: what proves who I am may come to be known meanwhile. */
  constructor(url: string, protocols: () => string[], handlers: ConnectionHandlers) {
    this.#handlers = handlers;
    const urlInTurn = async (): Promise<string> => {
      await this.#turn;
      if (this.#phase.kind === "waiting") this.#enter({ kind: "connecting" });
      return url;
    };
    this.#socket = new ReconnectingSocket(urlInTurn, protocols, {
      WebSocket: withoutErrors(),
      connectionTimeout: PATIENCE,
      minUptime: STABLE,
      maxEnqueuedMessages: 0,
      startClosed: true,
      // The wait is `#turn`. A growing factor would overflow after some thousand attempts.
      minReconnectionDelay: 0,
      maxReconnectionDelay: 0,
      reconnectionDelayGrowFactor: 1,
      shouldReconnectOnClose: ({ code }) => mayReconnect(code),
    });
    this.#socket.binaryType = "arraybuffer";
    this.#socket.onopen = () => this.#opened();
    this.#socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      this.#heard();
      if (data instanceof ArrayBuffer) this.#handlers.onBinary(new Uint8Array(data));
      else if (typeof data === "string" && data !== "pong") this.#handlers.onText(data);
    };
    this.#socket.onclose = ({ code, reason }) => {
      if (mayReconnect(code)) {
        this.#lost();
        return;
      }
      clearTimeout(this.#timer);
      this.#enter({ kind: "refused", code, reason });
    };
    this.#socket.onerror = ({ message }) => {
      if (message !== "TIMEOUT") console.error("No socket was made:", message);
      this.#lost();
    };
  }

  /** Makes the first socket. Until then nothing is sent, and no handler is called. */
  start(): void {
    this.#socket.reconnect();
    addEventListener("online", this.#retry);
    addEventListener("offline", this.#giveUp);
    document.addEventListener("visibilitychange", this.#retry);
  }

  /** Sends when open; says whether it did. */
  send(data: Uint8Array | string): boolean {
    // The other end may have closed it already, of which I am told in a moment: partysocket looks.
    // No frame of ours lies in shared memory.
    return (
      this.#phase.kind === "open" && this.#socket.send(data as Uint8Array<ArrayBuffer> | string)
    );
  }

  /** So many bytes may come as one frame, which takes its time on a slow line; 0 once they have come. */
  expect(bytes: number): void {
    this.#indulgence = (bytes / LEAST_BYTES_PER_SECOND) * 1000;
  }

  /** Gives up this socket and makes another: what was sent on it is not being answered. */
  renew(): void {
    if (this.#phase.kind === "open") this.#giveUp();
  }

  end(): void {
    removeEventListener("online", this.#retry);
    removeEventListener("offline", this.#giveUp);
    document.removeEventListener("visibilitychange", this.#retry);
    clearTimeout(this.#timer);
    this.#socket.onclose = null;
    this.#socket.close();
    this.#enter({ kind: "ended" });
  }

  #opened(): void {
    this.#pingedAt = Date.now();
    this.#indulgence = 0;
    this.#heard();
    this.#after(HEARTBEAT, this.#beat);
    this.#enter({ kind: "open" });
  }

  readonly #beat = (): void => {
    const now = Date.now();
    if (this.#pinged && now - this.#heardAt > HEARTBEAT + this.#indulgence) {
      this.#giveUp();
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
    if (document.visibilityState === "visible") this.#endWait?.();
  };

  /** The socket, if there is one, is of no use any more. */
  readonly #giveUp = (): void => {
    if (this.#lost()) this.#socket.reconnect();
  };

  /** Begins the wait for the next attempt; says whether it did. */
  #lost(): boolean {
    if (this.#phase.kind !== "connecting" && this.#phase.kind !== "open") return false;
    this.#turn = new Promise((resolve) => {
      this.#endWait = resolve;
    });
    // partysocket may have counted this loss already. Its count begins anew after a stable connection.
    const wait = backoff(Math.max(0, this.#socket.retryCount - 1), Math.random());
    this.#after(wait, () => this.#endWait?.());
    this.#enter({ kind: "waiting" });
    return true;
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

/**
 * Makes a class of sockets that hide their errors. A `close` follows each error,
 * and may carry the room's code. partysocket acts on the error without waiting
 * for that code.
 */
function withoutErrors(): typeof WebSocket {
  return class extends WebSocket {
    constructor(...given: ConstructorParameters<typeof WebSocket>) {
      super(...given);
      this.addEventListener("error", (event) => event.stopImmediatePropagation());
    }
  };
}
