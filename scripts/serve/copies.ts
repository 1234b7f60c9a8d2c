/** The automatic copies of rooms: where they lie, which rooms are known, and which room is due. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { copyDatabase } from "../backup/copy.ts";
import { isSqliteError } from "./alarm-index.ts";
import { diskOf } from "./machine.ts";

/** Copies of one room that are kept. */
const KEPT = 2;

/** How much work a pass may be. */
export interface Pass {
  readonly now: Date;
  /** Milliseconds between two copies of one room; null: none are made, and rooms are only noted. */
  readonly everyMs: number | null;
  /** Bytes of the disk that stay free. */
  readonly floor: number;
  /** Called after each copy with the milliseconds that it took, so that the pass can make room for others. */
  rest(took: number): Promise<void>;
}

/** The outcome of a pass. */
export interface Passed {
  readonly copied: number;
  /** The rooms that could not be copied. */
  readonly failures: readonly Failed[];
}

/** A room that could not be copied. */
export interface Failed {
  readonly object: string;
  readonly reason: string;
}

/** The copies of one data folder. */
export class Copies {
  readonly #rooms: string;
  readonly #folder: string;
  readonly #knownFile: string;

  constructor(dataDirectory: string) {
    this.#rooms = join(dataDirectory, "rooms", "stoa-Room");
    this.#folder = join(dataDirectory, "copies");
    this.#knownFile = join(this.#folder, "known-rooms.txt");
  }

  /** The objects whose rooms have held something: their files are there for ever, also those of deleted rooms. */
  known(): Set<string> {
    if (!existsSync(this.#knownFile)) return new Set();
    return new Set(readFileSync(this.#knownFile, "utf8").split("\n").filter(isObject));
  }

  /** A room's copies, the newest first, with the time of each in milliseconds since 1970. */
  of(object: string): { readonly file: string; readonly at: number }[] {
    const folder = join(this.#folder, object);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => /^\d+\.sqlite$/.test(name))
      .map((name) => ({ file: join(folder, name), at: Number.parseInt(name, 10) }))
      .sort((a, b) => b.at - a.at);
  }

  /** Goes through all rooms once: notes those that hold something, and copies those that are due. */
  async pass(pass: Pass): Promise<Passed> {
    const known = this.known();
    const before = known.size;
    const failures: Failed[] = [];
    let copied = 0;
    for (const object of this.#objects()) {
      try {
        if (!known.has(object) && holdsSomething(this.#fileOf(object))) known.add(object);
        if (!known.has(object) || !this.#hasChanged(object)) continue;
        if (isDeleted(this.#fileOf(object))) {
          // Deleted for good: its copies are, too.
          rmSync(join(this.#folder, object), { recursive: true, force: true });
          continue;
        }
        if (!this.#isDue(object, pass)) continue;
        const began = performance.now();
        if (!this.#fits(object, pass.floor)) {
          failures.push({ object, reason: "the disk is nearly full." });
          continue;
        }
        this.#copy(object, pass.now.getTime());
        copied += 1;
        await pass.rest(performance.now() - began);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        failures.push({ object, reason: `${error.message}.` });
      }
    }
    if (known.size > before) this.#write(known);
    return { copied, failures };
  }

  #objects(): string[] {
    if (!existsSync(this.#rooms)) return [];
    return readdirSync(this.#rooms)
      .filter((name) => name.endsWith(".sqlite"))
      .map((name) => name.slice(0, -".sqlite".length))
      .filter(isObject);
  }

  #fileOf(object: string): string {
    return join(this.#rooms, `${object}.sqlite`);
  }

  #hasChanged(object: string): boolean {
    const [newest] = this.of(object);
    return newest === undefined || changedAt(this.#fileOf(object)) > newest.at;
  }

  #isDue(object: string, { now, everyMs }: Pass): boolean {
    if (everyMs === null) return false;
    const [newest] = this.of(object);
    return newest === undefined || now.getTime() - newest.at >= everyMs;
  }

  #fits(object: string, floor: number): boolean {
    return diskOf(this.#rooms).free - sizeOf(this.#fileOf(object)) > floor;
  }

  #copy(object: string, at: number): void {
    const folder = join(this.#folder, object);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const unfinished = join(folder, "unfinished");
    rmSync(unfinished, { force: true });
    try {
      copyDatabase(this.#fileOf(object), unfinished);
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    }
    renameSync(unfinished, join(folder, `${at}.sqlite`));
    for (const { file } of this.of(object).slice(KEPT)) rmSync(file);
  }

  #write(known: ReadonlySet<string>): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const fresh = `${this.#knownFile}.new`;
    writeFileSync(fresh, [...known, ""].join("\n"));
    renameSync(fresh, this.#knownFile);
  }
}

/** Is this the name of an object's file? */
function isObject(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}

const filesOf = (file: string) =>
  [file, `${file}-wal`].flatMap((each) => statSync(each, { throwIfNoEntry: false }) ?? []);

/** Bytes of a database and its write-ahead log. */
function sizeOf(file: string): number {
  return filesOf(file).reduce((sum, { size }) => sum + size, 0);
}

function changedAt(file: string): number {
  return Math.max(0, ...filesOf(file).map(({ mtimeMs }) => mtimeMs));
}

/** Has the room's first table been made? Every room that anybody wrote in has it, and a deleted one, too. */
function holdsSomething(file: string): boolean {
  return read(file, "SELECT 1 FROM sqlite_master WHERE name = 'meta'");
}

function isDeleted(file: string): boolean {
  return read(file, "SELECT 1 FROM meta WHERE key = 'deleted'");
}

/** Does a query find a row? A damaged file holds nothing that can be told. */
function read(file: string, query: string): boolean {
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
    try {
      return database.prepare(query).get() !== undefined;
    } finally {
      database.close();
    }
  } catch (error) {
    if (isSqliteError(error)) return false;
    throw error;
  }
}
