/** The browser's `WebSocket`, as far as clients use it, on a socket into the Worker under test. */
import { exports } from "cloudflare:workers";

type Handler<T> = ((event: T) => void) | null;

/** Asks the Worker as a browser would. */
export function ask(path: string, init?: RequestInit): Promise<Response> {
  const worker = (exports as unknown as { default: Fetcher }).default;
  return worker.fetch(`https://stoa.test${path}`, init);
}

/** A socket into a room, opened by a request to the Worker. */
export class RoomSocket {
  static readonly OPEN = 1;
  onopen: Handler<unknown> = null;
  onmessage: Handler<{ data: unknown }> = null;
  onclose: Handler<CloseEvent> = null;
  onerror: Handler<unknown> = null;
  binaryType = "arraybuffer";
  readonly OPEN = 1;
  #socket: WebSocket | null = null;

  constructor(url: string | URL) {
    const { pathname, search } = new URL(url);
    void ask(pathname + search, { headers: { Upgrade: "websocket" } }).then(({ webSocket }) => {
      if (webSocket === null) throw new Error("There is no socket here.");
      this.#socket = webSocket;
      webSocket.accept();
      webSocket.binaryType = "arraybuffer";
      webSocket.addEventListener("message", ({ data }) => this.onmessage?.({ data }));
      webSocket.addEventListener("close", (event) => this.onclose?.(event));
      this.onopen?.({});
    });
  }

  get readyState(): number {
    return this.#socket?.readyState ?? 0;
  }

  send(data: ArrayBuffer | Uint8Array<ArrayBuffer>): void {
    this.#socket?.send(data);
  }

  close(): void {
    this.#socket?.close(1000);
  }

  /** Ends, and says so as the runtime of a page does that has lost its network. */
  breaks(): void {
    this.close();
    this.onclose?.(new CloseEvent("close", { code: 1006 }));
  }
}
