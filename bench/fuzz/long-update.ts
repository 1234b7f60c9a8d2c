/** Long updates for the fuzz of time: a few structs, written again and again, as shrinkable data and as bytes. */
import * as fc from "fast-check";
import * as encoding from "lib0/encoding";
import { CONTENT, writeContent } from "../../testkit/fuzz/values.ts";

/** Which item a struct names, in the round in which it is written. */
const reference = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ to: "nothing" as const }) },
  {
    weight: 4,
    arbitrary: fc.record({ to: fc.constant("own" as const), ago: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 2, arbitrary: fc.constant({ to: "own first" as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      to: fc.constant("another" as const),
      whose: fc.nat(9),
      from: fc.nat(5_000),
      // 0 names the same item in each round.
      step: fc.integer({ min: -3, max: 3 }),
    }),
  },
);
type Reference = typeof reference extends fc.Arbitrary<infer Value> ? Value : never;

const nothing = fc.constant({ to: "nothing" as const });
const last = fc.constant({ to: "own" as const, ago: 1 });

/** Neighbours: most of them as a client may have them, so that the room takes them and readers have to. */
const neighbours = fc.oneof(
  // One behind the other, also behind what somebody else has written.
  { weight: 3, arbitrary: fc.record({ left: last, right: nothing }) },
  { weight: 2, arbitrary: fc.record({ left: last, right: fc.constant("as before" as const) }) },
  // One before the other.
  { weight: 3, arbitrary: fc.record({ left: nothing, right: last }) },
  // Each between two letters of somebody else.
  { weight: 3, arbitrary: fc.record({ left: reference, right: fc.constant("behind" as const) }) },
  { weight: 3, arbitrary: fc.record({ left: reference, right: reference }) },
);

const template = fc.record({
  writer: fc.nat(1),
  content: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom("text" as const, "any" as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "type" as const,
        "format" as const,
        "embed" as const,
        "deleted" as const,
      ),
    },
  ),
  neighbours,
  parent: fc.constantFrom("text", "array", "xml"),
  key: fc.option(fc.constantFrom("k", "1"), { freq: 4 }),
  length: fc.constantFrom(1, 1, 1, 3),
});

/** A long update: a few structs for each round, and deletions of what is there. */
const long = fc.record({
  /** Two of the clients that write; their order decides at one spot. */
  writers: fc.constantFrom([5, 9] as const, [9, 5] as const, [6, 7] as const),
  templates: fc.array(template, { minLength: 1, maxLength: 3 }),
  rounds: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 4_000 })),
  deletes: fc.option(
    fc.record({ whose: fc.nat(9), from: fc.nat(50), step: fc.integer({ min: 1, max: 4 }) }),
    { freq: 1 },
  ),
});
export type LongUpdate = typeof long extends fc.Arbitrary<infer Value> ? Value : never;

/** Some long updates, one after the other, in a document in which somebody has typed. */
export const longUpdates = fc.record({
  typed: fc.nat(2_000),
  updates: fc.array(long, { minLength: 1, maxLength: 4 }),
});
export type LongScript = typeof longUpdates extends fc.Arbitrary<infer Value> ? Value : never;

/** Clients by their next clocks. */
export type Clocks = ReadonlyMap<number, number>;

/** The bytes of a long update that follows on these clocks. */
export function longUpdate({ writers, templates, rounds, deletes }: LongUpdate, clocks: Clocks) {
  const runs = [...new Set(writers)].map((client) => new Run(client, clocks));
  for (let round = 0; round < rounds; round++) {
    for (const each of templates) runs[each.writer]?.writes(each, round);
  }
  const written = runs.filter(({ count }) => count > 0);
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, written.length);
  for (const run of written) run.ends(encoder);
  writeDeletions(encoder, deletes, clocks);
  return encoding.toUint8Array(encoder);
}

interface Id {
  readonly client: number;
  readonly clock: number;
}

/** The structs that one client writes in one update. */
class Run {
  count = 0;
  readonly #client: number;
  readonly #clocks: Clocks;
  readonly #from: number;
  readonly #encoder = encoding.createEncoder();
  /** The last clock of each struct here. */
  readonly #ends: number[] = [];
  #clock: number;
  #rightBefore: Id | null = null;

  constructor(client: number, clocks: Clocks) {
    this.#client = client;
    this.#clocks = clocks;
    this.#from = clocks.get(client) ?? 0;
    this.#clock = this.#from;
  }

  writes(
    { content, neighbours, parent, key, length }: LongUpdate["templates"][number],
    round: number,
  ): void {
    const encoder = this.#encoder;
    const left = this.#find(neighbours.left, round);
    const right = this.#right(neighbours.right, left, round);
    this.#rightBefore = right;
    const [hasLeft, hasRight] = [left !== null, right !== null];
    const isPlaced = hasLeft || hasRight;
    const hasKey = key !== null && !isPlaced;
    const info = CONTENT[content] | (hasLeft ? 128 : 0) | (hasRight ? 64 : 0) | (hasKey ? 32 : 0);
    encoding.writeUint8(encoder, info);
    for (const id of [left, right]) {
      if (id === null) continue;
      encoding.writeVarUint(encoder, id.client);
      encoding.writeVarUint(encoder, id.clock);
    }
    if (!isPlaced) {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, parent);
      if (hasKey) encoding.writeVarString(encoder, key);
    }
    this.#clock += writeContent(encoder, content, { length, value: 0, isPlain: true });
    this.#ends.push(this.#clock - 1);
    this.count += 1;
  }

  ends(encoder: encoding.Encoder): void {
    for (const number of [this.count, this.#client, this.#from]) {
      encoding.writeVarUint(encoder, number);
    }
    encoding.writeUint8Array(encoder, encoding.toUint8Array(this.#encoder));
  }

  #right(
    reference: LongUpdate["templates"][number]["neighbours"]["right"],
    left: Id | null,
    round: number,
  ): Id | null {
    if (reference === "as before") return this.#rightBefore;
    if (reference !== "behind") return this.#find(reference, round);
    if (left === null || left.clock + 1 >= (this.#clocks.get(left.client) ?? 0)) return null;
    return { client: left.client, clock: left.clock + 1 };
  }

  #find(reference: Reference, round: number): Id | null {
    const own = (clock: number | undefined): Id | null =>
      clock === undefined ? null : { client: this.#client, clock };
    switch (reference.to) {
      case "nothing":
        return null;
      case "own":
        return own(this.#ends.at(-reference.ago));
      case "own first":
        return own(this.#ends[0]);
      case "another": {
        const [client, end] = pick(this.#clocks, reference.whose) ?? [0, 0];
        const clock = reference.from + reference.step * round;
        return end === 0 ? null : { client, clock: ((clock % end) + end) % end };
      }
    }
  }
}

function writeDeletions(
  encoder: encoding.Encoder,
  deletes: LongUpdate["deletes"],
  clocks: Clocks,
): void {
  const [client, end] = (deletes === null ? undefined : pick(clocks, deletes.whose)) ?? [0, 0];
  const deleted: number[] = [];
  if (deletes !== null) {
    for (let clock = deletes.from; clock < end; clock += deletes.step) deleted.push(clock);
  }
  encoding.writeVarUint(encoder, deleted.length > 0 ? 1 : 0);
  if (deleted.length === 0) return;
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, deleted.length);
  for (const clock of deleted) {
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarUint(encoder, 1);
  }
}

function pick(clocks: Clocks, whose: number): readonly [number, number] | undefined {
  return [...clocks][whose % Math.max(1, clocks.size)];
}
