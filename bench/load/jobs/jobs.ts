import { endurance } from "./endurance.ts";
import { fanout } from "./fanout.ts";
import { idle } from "./idle.ts";
import { join } from "./join.ts";
import { kill } from "./kill.ts";
import { people } from "./people.ts";
import { pipelined } from "./pipelined.ts";
import { presence } from "./presence.ts";
import { seed } from "./seed.ts";
import { wake } from "./wake.ts";

/** Every kind of load, by the name under which the generator's process knows it. */
export const jobs = {
  endurance,
  fanout,
  idle,
  join,
  kill,
  people,
  pipelined,
  presence,
  seed,
  wake,
};

export type JobName = keyof typeof jobs;
export type PlanOf<Name extends JobName> = Parameters<(typeof jobs)[Name]>[0];
export type ResultOf<Name extends JobName> = Awaited<
  ReturnType<Awaited<ReturnType<(typeof jobs)[Name]>>>
>;
