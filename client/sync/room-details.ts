/** The details of a room that the page shows: its title, and who I am in it. A title that was given without a connection waits here. */
import { mayEdit, type Role } from "../../shared/roles.ts";
import type { RoomEvent } from "../../shared/wire/events.ts";
import { createStore, type Store } from "../ui/store.ts";
import type { EventChannel, RoomInfo } from "./channel.ts";

/** The room's title, and my role in it. */
export class RoomDetails {
  readonly info: Store<RoomInfo>;
  readonly #send: EventChannel["send"];
  /** A title that was given without a connection. */
  #unsentTitle: string | null = null;

  /** @param role mine, until the room has told it. */
  constructor(role: Role, send: EventChannel["send"]) {
    this.info = createStore<RoomInfo>({ title: "", myId: "", role, isDamaged: false });
    this.#send = send;
  }

  get mayEdit(): boolean {
    return mayEdit(this.info.get().role);
  }

  /** Gives the room a title; shown at once, sent when connected. */
  rename(title: string): void {
    this.retitled(title);
    if (!this.#send({ type: "room.rename", title })) this.#unsentTitle = title;
  }

  /** Somebody has given the room a title. */
  retitled(title: string): void {
    this.info.set({ ...this.info.get(), title });
  }

  /** The room greets me. */
  greeted({ you, room }: Extract<RoomEvent, { type: "hello" }>): void {
    if (!mayEdit(you.role)) this.#unsentTitle = null;
    const unsent = this.#unsentTitle;
    this.#unsentTitle = null;
    this.info.set({
      title: unsent ?? room.title,
      myId: you.id,
      role: you.role,
      isDamaged: room.damaged === true,
    });
    if (unsent !== null) this.#send({ type: "room.rename", title: unsent });
  }

  /** My role is another one. */
  takeRole(role: Role): void {
    this.info.set({ ...this.info.get(), role });
  }
}
