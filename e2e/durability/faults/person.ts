import { randomBytes } from "node:crypto";
import { ClientModel } from "../../../testkit/client-model.ts";
import type { DurabilityOracle } from "../../../testkit/durability-oracle.ts";
import type { Random } from "../../../testkit/random.ts";
import type { FaultyServer } from "../server.ts";
import { GenericClient } from "./generic-client.ts";
import { type Heartbeat, NativeClient, type Self } from "./native-client.ts";
import { Network } from "./network.ts";
import type { Action, Kind } from "./plan.ts";

/** The common surroundings of all people of a run. */
export interface Scene {
  readonly server: FaultyServer;
  readonly oracle: DurabilityOracle;
  readonly random: Random;
  readonly roomId: string;
  readonly heartbeat: Heartbeat;
}

/** One browser in the room, with its document; after a crash there is a new one. */
interface Browser {
  readonly model: ClientModel;
  readonly client: NativeClient | GenericClient;
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

  get model(): ClientModel | null {
    return this.#browser?.model ?? null;
  }

  get client(): NativeClient | GenericClient | null {
    return this.#browser?.client ?? null;
  }

  does(action: Action): void {
    if (this.#browser === null) return;
    const { model, client } = this.#browser;
    switch (action.kind) {
      case "say":
        if (client instanceof NativeClient) client.say();
        return;
      case "draw":
        if (client instanceof NativeClient) client.draw();
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
        model.edits(action);
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
    const { oracle, random, roomId, heartbeat } = this.#scene;
    // Each visit counts as another author: what is seen again after a crash was kept by the room.
    const model = new ClientModel(`${this.name}-${this.#visits}`, oracle);
    const self: Self = {
      name: this.name,
      secret: this.#secret,
      roomId,
      model,
      oracle,
      random,
      heartbeat,
      port: () => this.network.port,
    };
    const client = this.kind === "native" ? new NativeClient(self) : new GenericClient(self);
    this.#browser = { model, client };
  }

  /** Ends it all. */
  goes(): void {
    this.crashes();
    this.network.close();
  }
}
