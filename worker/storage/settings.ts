/** A room's settings: its id, title and dates, as rows of `meta`. */
import { assertDiskSpace } from "../machine.ts";
import { Meta } from "./meta.ts";
import { isMade, makeTables, noteRoomId } from "./schema.ts";

/** The room's facts about itself, as rows of `meta`. */
export class Settings {
  readonly #storage: DurableObjectStorage;
  readonly #meta: Meta;
  readonly #wokeAt = Date.now();

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#meta = new Meta(storage.sql);
  }

  /** The room's title; empty when it has none. */
  get title(): string {
    const value = this.#meta.get("title");
    return typeof value === "string" ? value : "";
  }

  set title(title: string) {
    assertDiskSpace();
    makeTables(this.#storage);
    this.#meta.set("title", title);
  }

  /** When the room was made, in milliseconds since 1970; while nothing is stored, when its object woke. */
  get createdAt(): number {
    const value = this.#meta.get("created");
    if (typeof value === "number") return value;
    return this.#meta.exists ? 0 : this.#wokeAt;
  }

  /** The room's id, once somebody has come in by it; an object knows only its hash. */
  get roomId(): string | null {
    const value = this.#meta.get("id");
    return typeof value === "string" ? value : null;
  }

  /** Keeps the room's id, so that a reader of the file can tell which room it is. */
  keepRoomId(roomId: string): void {
    noteRoomId(this.#storage, roomId);
    if (isMade(this.#storage) && this.roomId === null) this.#meta.set("id", roomId);
  }
}
