/** A generic client in a room: what any program of others sees there, and can write. */
import WebSocket from "ws";
import { GenericClient, type SocketClass } from "../testkit/generic-client.ts";
import type { Stoa } from "./server.ts";

/** A generic client that knows what a board's shapes are. */
export class Observer extends GenericClient {
  /** `params` follow the address: a key, say. */
  constructor(
    stoa: Pick<Stoa, "socketServer">,
    room: string,
    params: Record<string, string> = {},
    Socket: SocketClass = WebSocket,
  ) {
    super({ server: stoa.socketServer, room, params, Socket });
  }

  /** The board's shapes as plain values, by id. */
  get shapes(): Record<string, Record<string, unknown>> {
    return this.doc.getMap("shapes").toJSON();
  }

  /** How many shapes there are of one type. */
  count(type: string): number {
    return Object.values(this.shapes).filter((shape) => shape["type"] === type).length;
  }
}
