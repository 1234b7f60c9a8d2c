import { randomBytes } from "node:crypto";
import type { Random } from "../../../testkit/random.ts";
import type { FaultyServer } from "../server.ts";
import { GenericClient } from "./generic-client.ts";
import type { Ledger } from "./ledger.ts";
import { Network } from "./network.ts";
import { type Heartbeat, OwnClient, type Self } from "./own-client.ts";
import { Paper } from "./paper.ts";
import type { Deed, Kind } from "./plan.ts";

/** The common surroundings of all people of a run. */
export interface Scene {
  readonly server: FaultyServer;
  readonly ledger: Ledger;
  readonly random: Random;
  readonly roomId: string;
  readonly heartbeat: Heartbeat;
}

/** One browser in the room, with its document; after a crash there is a new one. */
interface Browser {
  readonly paper: Paper;
  readonly client: OwnClient | GenericClient;
}

/** Somebody with a network of their own, who crashes and comes back. */
export class Person {
  readonly name: string;
  readonly kind: Kind;
  readonly network: Network;
  readonly #scene: Scene;
  readonly #secret = randomBytes(32).toString("base64url");
  #browser: Browser | null = null;
  #visits = 0;

  private constructor(scene: Scene, name: string, kind: Kind, network: Network) {
    this.#scene = scene;
    this.name = name;
    this.kind = kind;
    this.network = network;
  }

  /** Comes into the room. */
  static async arrives(scene: Scene, name: string, kind: Kind): Promise<Person> {
    const network = await Network.listen(() => scene.server.port);
    const person = new Person(scene, name, kind, network);
    person.comesBack();
    return person;
  }

  get paper(): Paper | null {
    return this.#browser?.paper ?? null;
  }

  get client(): OwnClient | GenericClient | null {
    return this.#browser?.client ?? null;
  }

  does(deed: Deed): void {
    if (this.#browser === null) return;
    const { paper, client } = this.#browser;
    switch (deed.kind) {
      case "say":
        if (client instanceof OwnClient) client.say();
        return;
      case "draw":
        if (client instanceof OwnClient) client.draw();
        return;
      case "point":
        client.point();
        return;
      case "crash":
        this.crashes();
        return;
      case "offline":
        client.leave();
        return;
      default:
        paper.edits(deed);
    }
  }

  /** The browser is gone, and its document with it. */
  crashes(): void {
    this.network.drop();
    this.#browser?.client.crash();
    this.#browser = null;
  }

  /** Closes the tab. */
  leaves(): void {
    this.#browser?.client.leave();
  }

  /** Opens the room: anew after a crash, else with what there was. */
  comesBack(): void {
    if (this.#browser !== null) {
      this.#browser.client.comeBack();
      return;
    }
    this.#visits += 1;
    const { ledger, random, roomId, heartbeat } = this.#scene;
    // Each visit counts as another author: what is seen again after a crash was kept by the room.
    const paper = new Paper(`${this.name}-${this.#visits}`, ledger);
    const self: Self = {
      name: this.name,
      secret: this.#secret,
      roomId,
      paper,
      ledger,
      random,
      heartbeat,
      port: () => this.network.port,
    };
    const client = this.kind === "ours" ? new OwnClient(self) : new GenericClient(self);
    this.#browser = { paper, client };
  }

  /** Ends it all. */
  goes(): void {
    this.crashes();
    this.network.close();
  }
}
