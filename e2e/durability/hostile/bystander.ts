/** Somebody who works in a room that is attacked, by a generic client. */
import WebSocket from "ws";
import { Failure } from "../../../scripts/failure.ts";
import { GenericClient } from "../../../testkit/generic-client.ts";

/** A client that tells how long its edits are on their way. */
export class Bystander extends GenericClient {
  /** Joins a room whose address begins with `address`. */
  static async join(address: string, room: string): Promise<Bystander> {
    const bystander = new Bystander({
      server: address.replace(/\/$/, ""),
      room,
      Socket: WebSocket,
    });
    await bystander.synced();
    return bystander;
  }

  get text(): string {
    return this.doc.getText("witness").toString();
  }

  /**
   * Writes a letter, and waits until `other` has it.
   *
   * @returns the milliseconds that it took.
   * @throws Failure when it takes longer than `patience`.
   */
  async isSeenBy(other: Bystander, patience: number): Promise<number> {
    const before = performance.now();
    const seen = new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (other.text !== this.text) return;
        clearTimeout(timer);
        other.doc.off("update", look);
        resolve();
      };
      const timer = setTimeout(() => {
        other.doc.off("update", look);
        reject(new Failure(`an edit was not seen by another person within ${patience} ms`));
      }, patience);
      other.doc.on("update", look);
    });
    this.doc.getText("witness").insert(0, "x");
    await seen;
    return performance.now() - before;
  }
}
