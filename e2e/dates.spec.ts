import { Person } from "./people.ts";
import { expect, test } from "./test.ts";

const DAY = 86_400_000;

test("R175, R395: a German browser reads German words and dates, until its user chooses English", async ({
  browser,
  room,
  stoa,
}) => {
  const mina = await Person.arrives(browser, "Mina", stoa.address, { locale: "de-DE" });
  await mina.page.goto(`/room/${room}`);
  const { page } = mina;
  await page.getByRole("button", { name: /^Personen/ }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await page.getByRole("combobox", { name: "Sprache" }).selectOption("English");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await mina.opens(room);
  await mina.says("what day is it?");
  const time = mina.messages.locator("time").first();
  await expect(time).toHaveAttribute(
    "title",
    /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? \d+ [A-Z][a-z]+ \d{4} at \d\d:\d\d$/,
  );

  // As if the rooms had been visited some days ago.
  await page.evaluate(
    (visits) => localStorage.setItem("stoa.rooms", JSON.stringify(visits)),
    [3, 200].map((days) => ({ id: `room-${days}`, title: `${days}`, at: Date.now() - days * DAY })),
  );
  await page.goto("/");
  await expect(page.getByText(/^last (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$/)).toBeVisible();
  const months = (language: string) =>
    new Intl.DateTimeFormat(language, { month: "long" }).format(Date.now() - 200 * DAY);
  await expect(page.getByText(months("en-GB"))).toBeVisible();

  await page.getByRole("button", { name: /^You are / }).click();
  await page.getByRole("combobox", { name: "Language" }).selectOption("As the browser");
  await expect(
    page.getByText(/^letzten (?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|^letzten Mittwoch$/),
  ).toBeVisible();
  await expect(page.getByText(months("de"))).toBeVisible();
  await mina.leaves();
});
