/** A room under test, with its storage at hand, into which people come. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as Y from "yjs";
import { randomToken } from "../../shared/ids.ts";
import type { JobName } from "../jobs.ts";
import type { Room } from "../room/room.ts";
import {
  breakDisk,
  changeStored,
  failAt,
  mendDisk,
  type Row,
  ringAlarm,
  rowsOf,
  tablesOf,
} from "./disk.ts";
import { type Door, Person } from "./person.ts";

/** A room of a test's own, and people who come into it over real sockets. */
export class TestRoom {
  readonly id = randomToken(16);

  /** The object behind the room; a stub does not outlive its object's abortion, so each is new. */
  get stub(): DurableObjectStub<Room> {
    const namespace = (env as unknown as { ROOM: DurableObjectNamespace<Room> }).ROOM;
    return namespace.get(namespace.idFromName(this.id));
  }

  /** Why frames were refused that the room keeps, and how long each was. */
  quarantined(): Promise<{ reason: string; bytes: number }[]> {
    return runInDurableObject(this.stub, (_, { storage }) =>
      storage.sql
        .exec<{ reason: string; bytes: number }>("SELECT reason, bytes FROM quarantine")
        .toArray(),
    );
  }

  /** The rows of a table; `log` is the log of the present generation. */
  rows(table: string): Promise<Row[]> {
    return rowsOf(this, table);
  }

  /** The names of its tables, sorted, without the runtime's own. */
  tables(): Promise<string[]> {
    return tablesOf(this);
  }

  /** A value of the table `meta`. */
  async meta(key: string): Promise<SqlStorageValue | undefined> {
    return (await this.rows("meta")).find((row) => row["key"] === key)?.["value"];
  }

  /** Makes every job due, or this one, and lets the alarm ring. @returns whether there was an alarm. */
  rings(job: JobName | null = null): Promise<boolean> {
    return ringAlarm(this, job);
  }

  /** From now on the disk fails when a row is added to one of these tables. */
  breaksDisk(failure: Parameters<typeof breakDisk>[1], ...tables: string[]): Promise<void> {
    return breakDisk(this, failure, tables);
  }

  mendsDisk(): Promise<void> {
    return mendDisk(this);
  }

  /** From now on the object is aborted at its nth statement, or at its nth frame. */
  failsAt(count: number, what: "statement" | "frame" = "statement"): Promise<void> {
    return failAt(this, count, what);
  }

  /** Changes what is stored behind the room's back, and lets the room forget what it had in memory. */
  changesStored(...statements: string[]): Promise<void> {
    return changeStored(this, statements);
  }

  /** A person with Stoa's own client. */
  async joins(name: string, doc = new Y.Doc()): Promise<Person> {
    const person = new Person(this.id, name, "native", doc);
    await person.connects();
    return person;
  }

  /** A person with Stoa's own client who has `doc` already, and says up to where. */
  async joinsFrom(name: string, doc: Y.Doc, position: string): Promise<Person> {
    const person = new Person(this.id, name, "native", doc);
    await person.comesBack(position);
    return person;
  }

  /** A person with what opens the room: subprotocols that are offered, and what follows the address. */
  async admits(name: string, door: Door): Promise<Person> {
    const person = new Person(this.id, name, door.kind ?? "native", new Y.Doc(), door);
    await person.connects();
    return person;
  }

  /** A person who connects and need not be let in. */
  async hearsKnocking(name: string, door: Door): Promise<Person> {
    const person = new Person(this.id, name, door.kind ?? "native", new Y.Doc(), door);
    await person.knocks();
    return person;
  }

  /** The same person on another page, while the socket of the one before may still be open. */
  async comesAgain(before: Person, doc: Y.Doc): Promise<Person> {
    const person = new Person(this.id, before.name, "native", doc, {}, before.secret);
    await person.connects();
    return person;
  }

  /** A person with a stock y-websocket client. */
  async joinsByGenericClient(name: string, doc = new Y.Doc()): Promise<Person> {
    const person = new Person(this.id, name, "generic", doc);
    await person.connects();
    return person;
  }
}
