import { test as base } from "@playwright/test";
import { Person } from "./people.ts";
import { Stoa } from "./server.ts";

interface TestFixtures {
  /** A Stoa of this test's own: to be killed, started again, filled. */
  readonly ownStoa: Stoa;
  /** Opens a browser window for somebody with storage of their own; closed after the test. */
  readonly person: (name: string, stoa?: Stoa) => Promise<Person>;
  /** The id of a room that no other test uses. */
  readonly room: string;
}

interface WorkerFixtures {
  /** The Stoa that the tests of one worker share. Rooms keep them apart. */
  readonly stoa: Stoa;
}

/** Playwright's `test`, with a running Stoa and people. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  stoa: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern.
    async ({}, use) => {
      const stoa = await Stoa.start();
      await use(stoa);
      await stoa.remove();
    },
    { scope: "worker" },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern.
  ownStoa: async ({}, use) => {
    const stoa = await Stoa.start();
    await use(stoa);
    await stoa.remove();
  },
  baseURL: async ({ stoa }, use) => {
    await use(stoa.address);
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern.
  room: async ({}, use, info) => {
    await use(`test-${info.workerIndex}-${info.testId}-${info.repeatEachIndex}`.slice(0, 64));
  },
  person: async ({ browser, stoa }, use) => {
    const everybody: Person[] = [];
    await use(async (name, where = stoa) => {
      const somebody = await Person.arrives(browser, name, where.address);
      everybody.push(somebody);
      return somebody;
    });
    await Promise.all(everybody.map((somebody) => somebody.leaves()));
  },
});

export { expect } from "@playwright/test";
