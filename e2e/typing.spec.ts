import { expect, test } from "./test.ts";

test("R177: my own second tab has no pointer on my board, and the others' have", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  const jonas = await person("Jonas");
  await mina.opens(room);
  await jonas.opens(room);
  await mina.goesBy("Mina");
  await jonas.goesBy("Jonas");
  const second = await mina.page.context().newPage();
  await second.goto(`/room/${room}`);
  await second.getByRole("region", { name: "Board" }).waitFor();
  await second.mouse.move(500, 400);
  await expect(jonas.pointerOf("Mina")).toHaveCount(1);
  // The pointer of Jonas comes to Mina after that of her second tab.
  await jonas.pointsAt({ x: 300, y: 300 });
  await expect(mina.pointerOf("Jonas")).toHaveCount(1);
  expect(await mina.page.locator(".pointer").count()).toBe(1);
});
