/** The stock y-websocket client for tests, on a socket into the Worker. */
import { removeAwarenessStates } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { ask, type TestRoom } from "./people.ts";

type Handler<T> = ((event: T) => void) | null;

/** The browser's `WebSocket`, as far as y-websocket uses it, on a socket into the Worker. */
class RoomSocket {
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

type Options = NonNullable<ConstructorParameters<typeof WebsocketProvider>[3]>;
type Polyfill = NonNullable<Options["WebSocketPolyfill"]>;

/** A stock y-websocket client in a room, with nothing of ours in it: what other people's programs see. */
export class StockClient {
  readonly name: string;
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  /** The codes with which the room has closed its connections. */
  readonly closes: number[] = [];

  constructor(room: TestRoom, name: string, doc = new Y.Doc()) {
    this.name = name;
    this.doc = doc;
    this.provider = new WebsocketProvider("wss://stoa.test/room", room.id, doc, {
      WebSocketPolyfill: RoomSocket as unknown as Polyfill,
      disableBc: true,
    });
    this.provider.on("connection-close", (event) => {
      if (event !== null) this.closes.push(event.code);
    });
    this.provider.awareness.setLocalStateField("user", { name, color: "#2f7d4f" });
  }

  /** Takes somebody for gone, as `awareness` does after 30 s without a renewal. */
  takesForGone(clientId: number): void {
    removeAwarenessStates(this.provider.awareness, [clientId], "timeout");
  }

  /** The names of everybody here, in its eyes. */
  get seen(): string[] {
    const states = [...this.provider.awareness.getStates().values()];
    return states
      .map((state) => String((state["user"] as { name?: unknown } | undefined)?.name))
      .sort();
  }

  /** Ends its connection in order, and does not come back by itself. */
  disconnects(): void {
    this.provider.disconnect();
  }

  /** Loses its connection without a word. */
  loses(): void {
    this.provider.shouldConnect = false;
    (this.provider.ws as unknown as RoomSocket | null)?.breaks();
  }

  comesBack(): void {
    this.provider.connect();
  }

  /** Says nothing by itself any more, as other people's clients do that know only the protocol; it still answers. */
  fallsSilent(): void {
    clearInterval(this.provider.awareness._checkInterval);
    clearInterval(this.provider._checkInterval);
  }

  /** Says again that it is there, as awareness does by itself after 15 s. */
  renews(): void {
    const { awareness } = this.provider;
    awareness.setLocalState(awareness.getLocalState());
  }

  leaves(): void {
    this.provider.destroy();
    this.doc.destroy();
  }
}
