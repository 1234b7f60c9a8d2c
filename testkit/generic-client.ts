/** A generic client: y-websocket with a document, as other people's programs use it. It knows nothing of Stoa. */
import { removeAwarenessStates } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

/** The way to open a socket: a class with the interface of the browser's `WebSocket`. */
export type SocketClass<Socket extends object = object> = new (
  address: string,
  protocols?: string | string[],
) => Socket;

type Options = NonNullable<ConstructorParameters<typeof WebsocketProvider>[3]>;
type Polyfill = NonNullable<Options["WebSocketPolyfill"]>;

/** Where a client connects, and with what. */
export interface GenericClientSettings {
  /** The address of all rooms, as `ws://127.0.0.1:8787/room`. */
  readonly server: string;
  readonly room: string;
  readonly Socket: SocketClass;
  readonly doc?: Y.Doc;
  /** The name in its presence. Without one the client publishes an empty presence, as y-websocket does. */
  readonly name?: string;
  /** The query that follows the address: a key, say. */
  readonly params?: Record<string, string>;
  /** The most milliseconds between two attempts to come back. */
  readonly maxBackoffTime?: number;
}

/** One client, from its first connection until `leaves`. It comes back by itself. */
export class GenericClient {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  /** The codes with which its connections were closed. */
  readonly closes: number[] = [];
  /** How many connections ended, with or without a code. */
  losses = 0;

  constructor(settings: GenericClientSettings) {
    const { server, room, Socket, doc = new Y.Doc(), name, ...options } = settings;
    this.doc = doc;
    this.provider = new WebsocketProvider(server, room, doc, {
      ...options,
      WebSocketPolyfill: Socket as unknown as Polyfill,
      disableBc: true,
    });
    this.provider.on("connection-close", (event) => {
      this.losses += 1;
      if (event !== null) this.closes.push(event.code);
    });
    if (name !== undefined) this.isCalled(name);
  }

  /** Publishes a presence with this name. */
  isCalled(name: string): void {
    this.provider.awareness.setLocalStateField("user", { name, color: "#2f7d4f" });
  }

  /** Resolves once it holds what the room held when it came. */
  async synced(): Promise<void> {
    if (this.provider.synced) return;
    await new Promise<void>((resolve) => {
      this.provider.once("sync", () => resolve());
    });
  }

  /** The names of everybody whose presence it knows, its own included, sorted. */
  get names(): string[] {
    return [...this.provider.awareness.getStates().values()].flatMap(nameIn).sort();
  }

  /** Tells whether nothing in the document waits for something that never comes. */
  get isWhole(): boolean {
    return this.doc.store.pendingStructs === null && this.doc.store.pendingDs === null;
  }

  /** Publishes its presence again, as awareness does by itself after 15 s. */
  renews(): void {
    const { awareness } = this.provider;
    awareness.setLocalState(awareness.getLocalState());
  }

  /** Publishes nothing by itself any more; it still answers. */
  fallsSilent(): void {
    clearInterval(this.provider.awareness._checkInterval);
    clearInterval(this.provider._checkInterval);
  }

  /** Takes another client for gone, as awareness does after 30 s without a renewal. */
  takesForGone(clientId: number): void {
    removeAwarenessStates(this.provider.awareness, [clientId], "timeout");
  }

  /** Ends its connection in order, and does not come back by itself. */
  disconnects(): void {
    this.provider.disconnect();
  }

  comesBack(): void {
    this.provider.connect();
  }

  /** Ends for good. */
  leaves(): void {
    this.provider.destroy();
    this.doc.destroy();
  }
}

/** The name in a presence state, as a list of one; of none when there is none. */
export function nameIn(state: unknown): string[] {
  if (typeof state !== "object" || state === null || !("user" in state)) return [];
  const { user } = state;
  if (typeof user !== "object" || user === null || !("name" in user)) return [];
  return typeof user.name === "string" ? [user.name] : [];
}
