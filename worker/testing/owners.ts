/** Owners for tests: a person with an owner key, and the REST requests that it allows. */
import type { Link, LinkAccess, LinkRole } from "../../shared/access.ts";
import { KEY_PREFIX, OWNER_PREFIX } from "../../shared/wire/frames.ts";
import type { Door, Person } from "./person.ts";
import { ask } from "./room-socket.ts";
import type { TestRoom } from "./test-room.ts";

/** A link as it is answered to its maker. */
export interface MadeLink extends Link {
  readonly key: string;
  readonly url: string;
}

/** The owner of a room: somebody in it, and the key by which they rule it over REST. */
export class Owner {
  readonly person: Person;
  readonly key: string;
  readonly #room: TestRoom;

  private constructor(room: TestRoom, person: Person, key: string) {
    this.#room = room;
    this.person = person;
    this.key = key;
  }

  /** Opens a room that is nobody's. */
  static async of(room: TestRoom): Promise<Owner> {
    const person = await room.admits("Owner", { offers: [`${OWNER_PREFIX}new`] });
    const { ownerKey } = await person.is("hello");
    if (ownerKey === undefined) throw new Error("The room has not said its owner key.");
    return new Owner(room, person, ownerKey);
  }

  /** Asks the REST interface, with the owner key unless another one is given. */
  asks(method: string, path: string, body?: unknown, key = this.key): Promise<Response> {
    return ask(`/api/rooms/${this.#room.id}${path}`, {
      method,
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  async makesLink(role: LinkRole, more: Record<string, unknown> = {}): Promise<MadeLink> {
    const response = await this.asks("POST", "/links", { role, ...more });
    if (response.status !== 201) throw new Error(`${response.status}: ${await response.text()}`);
    return response.json();
  }

  async revokes(link: Link): Promise<void> {
    const response = await this.asks("DELETE", `/links/${link.id}`);
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    await response.text();
  }

  async opensPlainLinkFor(access: LinkAccess): Promise<void> {
    const response = await this.asks("PUT", "/access", { access });
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    await response.text();
  }

  /** The offer of a client that has this link, or the owner's own key. */
  door(link: MadeLink | "own", kind: "native" | "generic" = "native"): Door {
    if (kind === "generic") return { kind, query: `?key=${link === "own" ? this.key : link.key}` };
    const offer = link === "own" ? OWNER_PREFIX + this.key : KEY_PREFIX + link.key;
    return { kind, offers: [offer] };
  }
}
