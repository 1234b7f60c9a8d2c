/** A program: some generic clients in a process of their own, which come, go and flap as they are told over IPC. */
import { GenericClient } from "../../testkit/generic-client.ts";
import { PlainSocket } from "../../testkit/node-socket.ts";

/** The order to a process of clients for its client of this number. */
export type Order =
  | { readonly kind: "comes" | "goes" | "returns" | "leaves"; readonly client: number }
  | { readonly kind: "reports" };

/** The report of one client; times are in milliseconds since 1970. */
export interface Sight {
  readonly id: number;
  /** Since when it is connected and has all that the room had when it came; null while it is not. */
  readonly syncedAt: number | null;
  /** The others that it sees, and since when. */
  readonly sees: readonly (readonly [id: number, since: number])[];
}

/** One client and what it has noticed. */
class Watched {
  readonly client: GenericClient;
  readonly #seenSince = new Map<number, number>();
  #syncedAt: number | null = null;

  constructor(server: string, room: string, name: string) {
    this.client = new GenericClient({
      server,
      room,
      name,
      Socket: PlainSocket,
      maxBackoffTime: 500,
    });
    const { provider } = this.client;
    provider.on("sync", (isSynced: boolean) => {
      if (isSynced) this.#syncedAt ??= Date.now();
    });
    provider.on("status", ({ status }: { status: string }) => {
      if (status !== "connected") this.#syncedAt = null;
    });
    // A client that comes back is `updated`, not `added`.
    provider.awareness.on("change", () => this.#look());
  }

  /** Notes whom it sees now. */
  #look(): void {
    const states = this.client.provider.awareness.getStates();
    for (const id of states.keys()) {
      if (!this.#seenSince.has(id)) this.#seenSince.set(id, Date.now());
    }
    for (const id of this.#seenSince.keys()) if (!states.has(id)) this.#seenSince.delete(id);
  }

  get sight(): Sight {
    const { clientID } = this.client.doc;
    const others = [...this.#seenSince].filter(([id]) => id !== clientID);
    return { id: clientID, syncedAt: this.#syncedAt, sees: others };
  }
}

const [server = "", room = "", name = ""] = process.argv.slice(2);
const clients = new Map<number, Watched>();

process.on("message", (order: Order) => {
  if (order.kind === "reports") {
    process.send?.([...clients.values()].map(({ sight }) => sight));
    return;
  }
  const { client: number } = order;
  const client = clients.get(number)?.client;
  if (order.kind === "comes") clients.set(number, new Watched(server, room, `${name}.${number}`));
  else if (order.kind === "goes") client?.disconnects();
  else if (order.kind === "returns") client?.comesBack();
  else {
    client?.leaves();
    clients.delete(number);
  }
});
process.send?.("ready");
