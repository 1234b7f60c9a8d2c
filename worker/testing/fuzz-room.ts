/** A script of the differential fuzz in a real room: honest people, an attacker and readers, all over sockets. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { vi } from "vitest";
import type * as Y from "yjs";
import { updateFrame } from "../../shared/wire/frames.ts";
import { HonestClient } from "../../testkit/fuzz/honest.ts";
import { hostileUpdate } from "../../testkit/fuzz/hostile-update.ts";
import { Reader, stateThroughV2 } from "../../testkit/fuzz/reader.ts";
import type { Script } from "../../testkit/fuzz/script.ts";
import { goesQuiet } from "./compaction.ts";
import { GenericClient } from "./generic-client.ts";
import type { Person } from "./person.ts";
import { TestRoom } from "./test-room.ts";

/** Milliseconds in which a room and its clients agree, also on a busy machine. */
const PATIENCE = { timeout: 10_000, interval: 5 };

/** The words of y-protocols, which does not throw, when Yjs fails at an update. */
const FAILURE = "Caught error while handling a Yjs update";

type Step<Does extends Script[number]["does"]> = Extract<Script[number], { does: Does }>;

/** Somebody with a stock client. */
interface Socketed<Holder> {
  readonly holder: Holder;
  readonly client: GenericClient;
}

/** One room, with everybody who comes to it in one script. */
export class RealRoom {
  readonly room = new TestRoom();
  /** Hostile updates that were sent, and how many of them the room refused. */
  readonly counts = { sent: 0, refused: 0 };
  readonly #faults: string[] = [];
  readonly #readers: Socketed<Reader>[] = [];
  readonly #people: Socketed<HonestClient>[];
  #attacker: Person | null = null;

  constructor() {
    this.#people = [1, 2, 3].map((id) => {
      const holder = new HonestClient(id);
      return { holder, client: this.#comes(`person ${id}`, holder.doc) };
    });
  }

  /**
   * @returns what went wrong, a sentence each.
   * @throws what was waited for and never came.
   */
  async plays(script: Script): Promise<readonly string[]> {
    const { error } = console;
    console.error = (...words: readonly unknown[]) => {
      if (words[0] === FAILURE) this.#faults.push(`a stock client fails: ${String(words[1])}`);
    };
    try {
      await this.#reads("a live reader");
      for (const step of script) await this.#does(step);
      for (const { client } of this.#people) client.comesBack();
      await this.#agree("live");
      await this.#joins("a joiner");
      await this.#rests("collect");
      await this.#joins("a joiner after a compaction");
      await this.#rests("merge");
      await this.#joins("a joiner after the room slept");
      await this.#ends();
    } finally {
      console.error = error;
      this.#attacker?.leaves();
      for (const { client } of [...this.#people, ...this.#readers]) client.leaves();
    }
    return [
      ...this.#faults,
      ...this.#readers.flatMap(({ holder }) => holder.faults),
      ...[...this.#people, ...this.#readers].flatMap(({ client }) =>
        client.closes.map((code) => `the room closes ${client.name} with ${code}`),
      ),
    ];
  }

  async #does(step: Script[number]): Promise<void> {
    switch (step.does) {
      case "honest":
        return this.#edits(step);
      case "hostile":
        return this.#attacks(step);
      case "broadcast":
        return this.#isServed();
      default:
        return this.#rests(step.does);
    }
  }

  /** The room falls asleep, and compacts in its sleep (`collect`) or not. Its sockets stay open. */
  async #rests(does: "merge" | "collect"): Promise<void> {
    // Only what is awake can fall asleep.
    await runInDurableObject(this.room.stub, () => undefined);
    if (does === "collect") await goesQuiet(this.room);
    else await evictDurableObject(this.room.stub);
  }

  /** An honest person edits, connected or in an offline spell. */
  async #edits(step: Step<"honest">): Promise<void> {
    const person = this.#people[step.author];
    if (person === undefined) return;
    const { holder, client } = person;
    if (step.hears) {
      client.comesBack();
      await this.#waits(`${client.name} is in sync`, () => client.provider.synced);
    } else if (step.at % 3 === 0) client.disconnects();
    holder.edits(step);
  }

  async #attacks(step: Step<"hostile">): Promise<void> {
    const [witness] = this.#readers;
    if (witness === undefined) return;
    this.#attacker ??= await this.room.hearsKnocking("an attacker", {});
    this.#attacker.sends(updateFrame(hostileUpdate(witness.holder.doc, step)));
    this.counts.sent += 1;
    await this.#isServed();
  }

  /** Waits until the room has done whatever the attacker has sent, and comes again if that closed the socket. */
  async #isServed(): Promise<void> {
    const attacker = this.#attacker;
    if (attacker === null) return;
    const count = (type: "chat.page" | "refused") =>
      attacker.events.filter((event) => event.type === type).length;
    const [pages, refused] = [count("chat.page"), count("refused")];
    if (attacker.closedWith === null) attacker.sendsEvent({ type: "chat.page", limit: 1 });
    const isServed = () => attacker.closedWith !== null || count("chat.page") > pages;
    await this.#waits("the attacker is answered", isServed);
    this.counts.refused += count("refused") - refused;
    if (attacker.closedWith !== null) this.#attacker = null;
  }

  /** Somebody with a stock client and no presence, because a room that still has some to tell takes a second to fall asleep. */
  #comes(name: string, doc: Y.Doc): GenericClient {
    const client = new GenericClient(this.room, name, doc);
    client.provider.awareness.setLocalState(null);
    return client;
  }

  /** Another reader, with a stock client and a document of its own. */
  async #reads(name: string): Promise<void> {
    const holder = new Reader(name);
    const client = this.#comes(name, holder.doc);
    this.#readers.push({ holder, client });
    await this.#waits(`${name} is in sync`, () => client.provider.synced);
  }

  async #joins(name: string): Promise<void> {
    await this.#reads(name);
    await this.#agree(name);
  }

  /** Waits until all see and know the same; formats that Yjs tidies by itself come to everybody meanwhile. */
  async #agree(when: string): Promise<void> {
    const all = [...this.#people, ...this.#readers];
    // Somebody who joins is sent a window before what it follows on, and has to wait.
    const states = () =>
      all.map(({ holder }) => JSON.stringify(stateThroughV2(holder.doc), inWords));
    await this.#waits(
      `all agree (${when})`,
      () => new Set(states()).size === 1,
      () => all.map(({ client }, index) => `${client.name}: ${states()[index]}`).join("\n"),
    );
    for (const { holder } of this.#readers) holder.reads();
  }

  /** Nobody is deaf: an edit of each reader's own is told, and comes to the others. */
  async #ends(): Promise<void> {
    for (const { holder } of this.#readers) holder.probe();
    await this.#agree("at the end");
    for (const { client } of [...this.#people, ...this.#readers]) client.disconnects();
    for (const { holder } of this.#readers) {
      holder.deletesAll();
      holder.reads();
      holder.encodes();
    }
  }

  async #waits(what: string, isSo: () => boolean, tells = () => ""): Promise<void> {
    try {
      await vi.waitFor(() => {
        if (!isSo()) throw new Error("not yet");
      }, PATIENCE);
    } catch {
      throw new Error([`never: ${what}`, tells(), ...this.#faults].join("\n"));
    }
  }
}

function inWords(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}n` : value;
}
