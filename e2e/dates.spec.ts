import { Person } from "./people.ts";
import { expect, test } from "./test.ts";

const DAY = 86_400_000;

test("R175: a German browser reads English dates among English words", async ({
  browser,
  room,
  stoa,
}) => {
  const mina = await Person.arrives(browser, "Mina", stoa.address, { locale: "de-DE" });
  await mina.opens(room);
  await mina.says("what day is it?");
  const time = mina.messages.locator("time").first();
  await expect(time).toHaveAttribute(
    "title",
    /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? \d+ [A-Z][a-z]+ \d{4} at \d\d:\d\d$/,
  );

  // As if the rooms had been visited some days ago.
  await mina.page.evaluate(
    (visits) => localStorage.setItem("stoa.rooms", JSON.stringify(visits)),
    [3, 200].map((days) => ({ id: `room-${days}`, title: `${days}`, at: Date.now() - days * DAY })),
  );
  await mina.page.goto("/");
  await expect(
    mina.page.getByText(/^last (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$/),
  ).toBeVisible();
  const month = new Intl.DateTimeFormat("en-GB", { month: "long" });
  await expect(mina.page.getByText(month.format(Date.now() - 200 * DAY))).toBeVisible();
  await mina.leaves();
});
