/** A person whose edits the durability oracle keeps, with what the room says of them. */
import { AckCounter } from "../../testkit/ack-counter.ts";
import { ClientModel } from "../../testkit/client-model.ts";
import type { DurabilityOracle, Edit } from "../../testkit/durability-oracle.ts";
import { Person, type TestRoom } from "./people.ts";

/** A person who sets and takes away keys of a map. */
export class OraclePerson extends Person {
  readonly #model: ClientModel;
  readonly #acks = new AckCounter<readonly Edit[]>();
  #read = 0;

  constructor(room: TestRoom, name: string, kind: "native" | "generic", oracle: DurabilityOracle) {
    const model = new ClientModel(name, oracle);
    super(room.id, name, kind, model.doc);
    this.#model = model;
    model.onOwnChange = ({ edits }) => {
      this.#acks.made(edits);
    };
  }

  /** Adds a key, or takes one away where there is one. */
  edits(adds: boolean, pick: number): void {
    this.#takeAcks();
    const isEmpty = this.#model.content.size === 0;
    this.#model.edits(adds || isEmpty ? { kind: "set" } : { kind: "unset", pick });
  }

  /** Tells whether the room has acknowledged everything that this person did. */
  get isSaved(): boolean {
    this.#takeAcks();
    return this.#acks.isEmpty;
  }

  override async connects(): Promise<void> {
    this.#takeAcks();
    this.#acks.connectionLost();
    await super.connects();
  }

  override sends(data: Uint8Array | string): void {
    // The answer to the room's step 1: from here on it counts anew.
    if (typeof data !== "string" && data[0] === 0 && data[1] === 1) {
      this.#takeAcks();
      this.#acks.answered();
    }
    super.sends(data);
  }

  #takeAcks(): void {
    for (const event of this.events.slice(this.#read)) {
      if (event.type !== "ack") continue;
      for (const edits of this.#acks.acknowledge(event.n)) {
        for (const edit of edits) edit.acknowledged = true;
      }
    }
    this.#read = this.events.length;
  }
}
