import { Random } from "../../testkit/random.ts";
import { Histogram } from "../measure/histogram.ts";
import { LoadClient } from "./client.ts";
import { Hand } from "./hand.ts";
import { eachMove, Mover, markOf } from "./moves.ts";
import type { Wire } from "./wire.ts";

/** People in the large room, as a share of all; in each of the others; and how many are at work at a time. */
const LARGE_ROOM_SHARE = 0.1;
const ROOM_SIZE = 9;
const LARGE_ROOM_WORKERS = 8;
const ROOM_WORKERS = 10;

/** Seconds for which somebody works before another takes the turn. */
const TURN_SECONDS = 6;

/** A stock client's updates and pointers, in ticks of a hand's 60 a second. */
const TICKS_PER_UPDATE = 3;
const TICKS_PER_POINTER = 6;

/** One of many, in a room. */
export interface Person {
  readonly client: LoadClient;
  /** A client of ours has a hand at the board; a stock client overwrites its entry of a map. */
  readonly hand: Hand | null;
  readonly mover: Mover;
  /** Updates that it has sent: its clock, for a stock client. */
  updates: number;
  presenceClock: number;
}

/** A room and who is in it. */
export interface Place {
  readonly name: string;
  readonly people: Person[];
}

interface Turn {
  readonly place: Place;
  readonly person: Person;
  left: number;
}

/** The acts and sights of the crowd since the last request for them. */
export interface Doings {
  delivered: number;
  joins: number;
  messages: number;
  readonly delays: Histogram;
  readonly joinTimes: Histogram;
}

/** Many people over several rooms, half of them with stock clients, of whom a few are at work at any time. */
export class Crowd {
  readonly places: readonly Place[];
  doings = noDoings();
  readonly #wire: Wire;
  readonly #ours: Wire;
  readonly #random = new Random(1);
  readonly #turns: (Turn | null)[];
  #numbers = 0;
  #roomTurns = 0;
  /** Somebody is on the way in. */
  #joining: Promise<void> | null = null;
  #failure: unknown = null;

  /** `ours` is the wire of our own clients. */
  constructor(wire: Wire, ours: Wire, sockets: number) {
    this.#wire = wire;
    this.#ours = ours;
    const rooms = Math.max(1, Math.round((sockets * (1 - LARGE_ROOM_SHARE)) / ROOM_SIZE));
    this.places = [
      "large-room",
      ...Array.from({ length: rooms }, (_, index) => `room-${index}`),
    ].map((name) => ({ name, people: [] }));
    this.#turns = Array.from({ length: LARGE_ROOM_WORKERS + ROOM_WORKERS }, () => null);
  }

  get everybody(): readonly Person[] {
    return this.places.flatMap(({ people }) => people);
  }

  /** Lets everybody in. */
  async gather(sockets: number): Promise<void> {
    for (const [index, place] of this.places.entries()) {
      const size = index === 0 ? sockets - (this.places.length - 1) * ROOM_SIZE : ROOM_SIZE;
      while (place.people.length < size) {
        place.people.push(await this.#enter(place, place.people.length % 2 === 1));
      }
    }
  }

  /** A sixtieth of a second of work. */
  tick(): void {
    for (const [index, turn] of this.#turns.entries()) {
      const isOver = turn === null || turn.left <= 0 || !turn.place.people.includes(turn.person);
      const next = isOver ? this.#newTurn(index < LARGE_ROOM_WORKERS) : turn;
      this.#turns[index] = next;
      next.left -= 1;
      this.#work(next);
    }
  }

  /** Somebody of ours says something. */
  chat(): void {
    const speakers = this.everybody.filter(({ hand }) => hand !== null);
    const speaker = speakers[this.#random.whole(0, speakers.length - 1)];
    speaker?.client.send(
      JSON.stringify({
        type: "chat.send",
        key: `bench-${process.pid}-${this.#numbers}-${performance.now().toFixed(3)}`.replace(
          ".",
          "-",
        ),
        text: "Does the line from the kettle to the window make sense to you?",
        by: { name: "Somebody", color: "#0f766e" },
      }),
    );
  }

  /** The text that our client says every twenty seconds, also while nothing happens; it wakes no room. */
  ping(): void {
    for (const { client, hand } of this.everybody) if (hand !== null) client.send("ping");
  }

  /** Somebody leaves, and somebody else with such a client comes into the same room; one at a time. */
  churn(): void {
    if (this.#joining !== null) return;
    const place = this.places[this.#random.whole(0, this.places.length - 1)];
    const gone = place?.people.splice(this.#random.whole(0, place.people.length - 1), 1)[0];
    if (place === undefined || gone === undefined) return;
    gone.hand?.rest();
    gone.client.leave();
    const start = performance.now();
    this.#joining = this.#enter(place, gone.hand !== null)
      .then((person) => {
        place.people.push(person);
        this.doings.joins += 1;
        this.doings.joinTimes.add(performance.now() - start);
      })
      .catch((error: unknown) => {
        this.#failure ??= error;
      })
      .finally(() => {
        this.#joining = null;
      });
  }

  /** The person at work lifts the hand; nobody is on the way in any more. */
  async rest(): Promise<void> {
    this.#turns.fill(null);
    await this.#joining;
    this.assertAlive();
  }

  /** @throws when somebody was closed, refused or not let in. */
  assertAlive(): void {
    if (this.#failure !== null) throw this.#failure;
    for (const { client } of this.everybody) client.assertAlive();
  }

  /** The acts and sights since the last time. */
  takeDoings(): Doings {
    const { doings } = this;
    this.doings = noDoings();
    return doings;
  }

  async #enter({ name }: Place, isNative: boolean): Promise<Person> {
    const number = this.#numbers++;
    const client = await LoadClient.join(isNative ? this.#ours : this.#wire, name, number);
    const look = (frame: Buffer, from: number): void => {
      const now = performance.now();
      eachMove(frame, from, (_, sentAt) => {
        // An update on entering carries no time.
        if (sentAt === 0) return;
        this.doings.delivered += 1;
        this.doings.delays.add(now - sentAt);
      });
    };
    const person: Person = {
      client,
      hand: isNative ? new Hand(client) : null,
      mover: new Mover(client.clientId, number),
      updates: 0,
      presenceClock: 0,
    };
    if (!isNative) point(person, 0);
    client.onDocument = look;
    client.onOther = look;
    client.onMessage = () => {
      this.doings.messages += 1;
    };
    return person;
  }

  #newTurn(inHall: boolean): Turn {
    // One room after the other, so that each has been at work after so many turns as there are rooms.
    const place = this.places[inHall ? 0 : 1 + (this.#roomTurns++ % (this.places.length - 1))];
    const person = place?.people[this.#random.whole(0, place.people.length - 1)];
    if (place === undefined || person === undefined) throw new Error("nobody is there");
    return { place, person, left: TURN_SECONDS * 60 };
  }

  #work({ person, left }: Turn): void {
    const now = performance.now();
    if (person.hand !== null) {
      person.hand.move(now);
      return;
    }
    if (left % TICKS_PER_UPDATE === 0) {
      person.updates += 1;
      person.client.send(person.client.frames.update(person.mover.next(now)));
    }
    if (left % TICKS_PER_POINTER === 0) point(person, now);
  }
}

function point(person: Person, now: number): void {
  person.presenceClock += 1;
  const { client } = person;
  const state = JSON.stringify({
    user: { name: markOf(client.number, now), color: "#0f766e" },
    pointer: { x: Math.round(now), y: client.number },
  });
  client.send(client.frames.awareness(client.clientId, person.presenceClock, state));
}

function noDoings(): Doings {
  return {
    delivered: 0,
    joins: 0,
    messages: 0,
    delays: new Histogram(),
    joinTimes: new Histogram(),
  };
}
