/** A person whose edits the durability oracle keeps, with what the room says of them. */
import { AckCounter } from "../../testkit/ack-counter.ts";
import { ClientModel } from "../../testkit/client-model.ts";
import type { DurabilityOracle, Edit } from "../../testkit/durability-oracle.ts";
import type { RoomText } from "../../testkit/room-client.ts";
import { Person } from "./person.ts";
import type { TestRoom } from "./test-room.ts";

/** A person who sets and takes away keys of a map. */
export class OraclePerson extends Person {
  readonly #model: ClientModel;
  readonly #acks = new AckCounter<readonly Edit[]>();

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
    const isEmpty = this.#model.content.size === 0;
    this.#model.edits(adds || isEmpty ? { kind: "set" } : { kind: "unset", pick });
  }

  /** Tells whether the room has acknowledged everything that this person did. */
  get isSaved(): boolean {
    return this.#acks.isEmpty;
  }

  override async connects(): Promise<void> {
    this.#acks.connectionLost();
    await super.connects();
  }

  protected override onAnswered(): void {
    this.#acks.answered();
  }

  protected override onText(event: RoomText, text: string): void {
    super.onText(event, text);
    if (event.type !== "ack") return;
    for (const edits of this.#acks.acknowledge(Number(event["n"]))) {
      for (const edit of edits) edit.acknowledged = true;
    }
  }
}
