import { test as base } from "@playwright/test";
import { Observer } from "./observer.ts";
import { Person } from "./people.ts";
import { Stoa } from "./server.ts";
import { type BrowserWindow, FreeWindows } from "./windows.ts";

interface TestFixtures {
  /** A Stoa of this test's own: to be killed, started again, filled. */
  readonly ownStoa: Stoa;
  /** Gives somebody a browser window with empty storage of their own, until the test ends. */
  readonly person: (name: string, stoa?: Stoa) => Promise<Person>;
  /** Opens windows for people with these names, one after the other, all in the test's room. */
  readonly gathers: <const Names extends readonly string[]>(
    ...names: Names
  ) => Promise<{ [Index in keyof Names]: Person }>;
  /** The id of a room that no other test uses. */
  readonly room: string;
  /** Lets a generic client into a room, the test's own unless one is named. It has all of it, and leaves after the test. */
  readonly watches: (id?: string) => Promise<Observer>;
}

interface WorkerFixtures {
  /** The Stoa that the tests of one worker share. Rooms keep them apart. */
  readonly stoa: Stoa;
  /** Windows on that Stoa, which the tests of one worker use one after the other. */
  readonly freeWindows: FreeWindows;
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
  freeWindows: [
    async ({ browser, stoa }, use) => {
      const windows = new FreeWindows(browser, stoa.address);
      await use(windows);
      await windows.close();
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
  person: async ({ browser, freeWindows, stoa }, use, info) => {
    const borrowed: BrowserWindow[] = [];
    const own: Person[] = [];
    await use(async (name, where = stoa) => {
      if (where !== stoa) {
        const somebody = await Person.arrives(browser, name, where.address);
        own.push(somebody);
        return somebody;
      }
      const window = await freeWindows.take();
      borrowed.push(window);
      return new Person(name, window);
    });
    const isWell = info.status === info.expectedStatus;
    await Promise.all([
      ...own.map((somebody) => somebody.leaves()),
      ...borrowed.map((window) => (isWell ? freeWindows.giveBack(window) : window.context.close())),
    ]);
  },
  gathers: async ({ person, room }, use) => {
    await use(async (...names) => {
      const people: Person[] = [];
      for (const name of names) {
        const somebody = await person(name);
        await somebody.opens(room);
        people.push(somebody);
      }
      return people as { [Index in keyof typeof names]: Person };
    });
  },
  watches: async ({ room, stoa }, use) => {
    const all: Observer[] = [];
    await use(async (id = room) => {
      const observer = new Observer(stoa, id);
      all.push(observer);
      await observer.synced();
      return observer;
    });
    for (const observer of all) observer.leaves();
  },
});

export { expect } from "@playwright/test";
