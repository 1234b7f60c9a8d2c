import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import type { Stoa } from "./server.ts";

/** The class that makes sockets: the usual one, or one that takes any certificate. */
export type SocketClass = new (address: string, protocols?: string | string[]) => WebSocket;

/** A stock y-websocket client in a room: what any program of others sees there, and can write. */
export class Observer {
  readonly doc = new Y.Doc();
  readonly provider: WebsocketProvider;

  /** `params` follow the address: a key, say. */
  constructor(
    stoa: Pick<Stoa, "socketServer">,
    roomId: string,
    params: Record<string, string> = {},
    Socket: SocketClass = WebSocket,
  ) {
    this.provider = new WebsocketProvider(stoa.socketServer, roomId, this.doc, {
      WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket,
      disableBc: true,
      params,
    });
  }

  /** Resolves once it holds what the room held when it came. */
  async synced(): Promise<void> {
    if (this.provider.synced) return;
    await new Promise<void>((resolve) => {
      this.provider.once("sync", () => resolve());
    });
  }

  /** The board's shapes as plain values, by id. */
  get shapes(): Record<string, Record<string, unknown>> {
    return this.doc.getMap("shapes").toJSON();
  }

  /** How many shapes there are of one type. */
  count(type: string): number {
    return Object.values(this.shapes).filter((shape) => shape["type"] === type).length;
  }

  leaves(): void {
    this.provider.destroy();
    this.doc.destroy();
  }
}
