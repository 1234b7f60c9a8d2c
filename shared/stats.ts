/** Room statistics: the type of what a room's owner is told over REST. */
import type { Role } from "./roles.ts";

/** The content of a room and the people in it, as its owner is told over REST. */
export interface RoomStats {
  /** Null in a room that nobody has opened since ids are remembered. */
  readonly id: string | null;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Of the whole database, without pages that are free to be used again. */
  readonly bytes: number;
  readonly documents: readonly DocumentStats[];
  readonly history: { readonly segments: number; readonly entries: number; readonly bytes: number };
  readonly messages: number;
  readonly comments: number;
  readonly images: { readonly count: number; readonly bytes: number };
  /** Links that open the room, and those that were revoked or have expired. */
  readonly links: { readonly open: number; readonly spent: number };
  /** Sockets that are open, by what they may do. */
  readonly here: Readonly<Record<Role, number>>;
  /** Refused frames that are kept, by reason. */
  readonly quarantined: Readonly<Record<string, number>>;
}

/** One document of a room. */
export interface DocumentStats {
  readonly name: string;
  /** Of the snapshot: the log of this number begins after it. Null before the first compaction. */
  readonly head: { readonly generation: number; readonly bytes: number } | null;
  /** The updates that were written since. */
  readonly log: { readonly rows: number; readonly bytes: number };
}
