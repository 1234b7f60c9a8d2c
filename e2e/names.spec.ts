import { expect, test } from "./test.ts";

const buttons = [
  "Select",
  "Hand",
  "Rectangle",
  "Shapes",
  "Arrow",
  "Pen",
  "Text",
  "Sticky note",
  "Eraser",
  "Undo",
  "Redo",
  "Zoom in",
  "Zoom out",
  "Zoom to fit",
  "Share",
  "Chat",
  "People",
  "Send",
];

test("R28: every control has its name, and no two names can be taken for one another", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  await mina.opensChat();
  await mina.putsNote({ x: 500, y: 300 });
  await mina.types("hello");
  await mina.presses("Escape");
  for (const name of buttons) {
    await expect(mina.page.getByRole("button", { name }), name).toHaveCount(1);
  }
  await expect(mina.page.getByRole("textbox", { name: "Message" })).toHaveCount(1);
  await expect(mina.page.getByRole("list", { name: "Messages" })).toHaveCount(1);
  await expect(mina.page.getByRole("status", { name: "Connection" })).toHaveCount(1);
  await expect(mina.page.getByRole("region", { name: "Board" })).toHaveCount(1);
});
