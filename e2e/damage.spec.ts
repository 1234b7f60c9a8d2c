import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./test.ts";

/** Cuts the last byte off what a stopped server has stored of its only room. */
async function damages(dataDirectory: string): Promise<void> {
  const folder = join(dataDirectory, "rooms", "stoa-Room");
  let damaged = 0;
  for (const file of await readdir(folder)) {
    if (!file.endsWith(".sqlite")) continue;
    const database = new DatabaseSync(join(folder, file));
    const isRoom = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'log_1'").get();
    if (isRoom !== undefined) {
      damaged += Number(
        database
          .prepare(
            "UPDATE log_1 SET data = substr(data, 1, length(data) - 1) WHERE seq = (SELECT max(seq) FROM log_1)",
          )
          .run().changes,
      );
    }
    database.close();
  }
  expect(damaged).toBe(1);
}

test("R51: a page says that what its room stored is damaged and can only be looked at, in both themes", async ({
  person,
  ownStoa,
  room,
}) => {
  const mina = await person("Mina", ownStoa);
  await mina.opens(room);
  await mina.drawsRectangle({ x: 300, y: 250 }, { x: 400, y: 350 });
  await mina.isSaved();
  await mina.page.close();
  await ownStoa.stop();
  await damages(ownStoa.dataDirectory);
  await ownStoa.startAgain();

  const jonas = await person("Jonas", ownStoa);
  await jonas.opens(room);
  await expect(jonas.page.getByRole("alert").getByText(/is damaged/)).toBeVisible();
  await expect(jonas.page.getByRole("status", { name: "Your role" })).toHaveText("View only");
  for (const colorScheme of ["light", "dark"] as const) {
    await jonas.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(jonas.page.locator("html")).toHaveAttribute("data-theme", colorScheme);
    const { violations } = await new AxeBuilder({ page: jonas.page }).include(".note").analyze();
    expect(violations).toEqual([]);
  }
});
