/** A generic client in a room under test: y-websocket over a socket into the Worker. */
import type * as Y from "yjs";
import { GenericClient as Client } from "../../testkit/generic-client.ts";
import { RoomSocket } from "./room-socket.ts";
import type { TestRoom } from "./test-room.ts";

/** A generic client with a name, in one room. */
export class GenericClient extends Client {
  readonly name: string;

  constructor(room: TestRoom, name: string, doc?: Y.Doc) {
    const server = "wss://stoa.test/room";
    super({ server, room: room.id, Socket: RoomSocket, name, ...(doc && { doc }) });
    this.name = name;
  }

  /** Loses its connection without a word, and does not come back by itself. */
  loses(): void {
    this.provider.shouldConnect = false;
    (this.provider.ws as unknown as RoomSocket | null)?.breaks();
  }
}
