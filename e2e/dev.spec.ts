import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Person } from "./people.ts";
import { DEVELOP, StartedCommand } from "./server.ts";
import { expect, test } from "./test.ts";

test("npm run dev serves a room that saves, from sources", async ({ browser, room }) => {
  test.slow(); // Vite looks through all packages at its first start.
  const folder = await mkdtemp(join(tmpdir(), "stoa-dev-"));
  const command = new StartedCommand({ PORT: "0", HOST: "127.0.0.1", DATA_DIR: folder }, DEVELOP);
  try {
    const person = await Person.arrives(browser, "Ada", await command.address());
    await person.opens(room);
    await person.isSaved();
    expect(person.complaints).toEqual([]);
    await person.leaves();
  } finally {
    command.signal("SIGTERM");
    await command.ended;
    await rm(folder, { recursive: true, force: true });
  }
});
