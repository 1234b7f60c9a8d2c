import type { Wire } from "../load/wire.ts";

/** A server that is measured. */
export interface Server {
  readonly pid: number;
  readonly wire: Wire;
  /** Where it listens for debuggers, if it does. */
  readonly inspector?: string;
  stop(): Promise<void>;
}

/** A kind of server, and how it is started. */
export interface ServerKind {
  /** As it stands in the tables. */
  readonly name: string;
  /** Package versions that were measured. */
  readonly version: string;
  /** The promise for an edit that others have seen. */
  readonly durability: string;
  /** Does it sleep and wake? */
  readonly sleeps: boolean;
  /** Does it hold a document for who joins later, also after a restart? */
  readonly keeps: boolean;
  /** Resolves when it has stored the only document there is, in the form in which it keeps it. */
  isTidy(dataDirectory: string): Promise<void>;
  start(dataDirectory: string): Promise<Server>;
}

/** The wire of a stock y-websocket client; what differs is given. */
export function wireTo(address: string, different: Partial<Wire> = {}): Wire {
  return {
    address,
    protocols: [],
    namesDocuments: false,
    answers: true,
    offersCompression: false,
    ...different,
  };
}
