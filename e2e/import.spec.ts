import type { Page } from "@playwright/test";
import { pngOf } from "../testkit/images.ts";
import { expect, test } from "./test.ts";

/** Drops a file on the board, as a browser hands over one from outside. */
function dropsFile(page: Page, name: string, content: string) {
  return page.locator(".board").evaluate(
    (board, { name, content }) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], name));
      const init = { dataTransfer, clientX: 500, clientY: 400, bubbles: true, cancelable: true };
      return !board.dispatchEvent(new DragEvent("drop", init));
    },
    { name, content },
  );
}

const box = (id: string, rest: object) => ({
  ...{ id, type: "rectangle", x: 0, y: 0, width: 240, height: 120, strokeColor: "#1971c2" },
  ...rest,
});

/** A box with words, bound by an arrow to an image, and a film. */
const DRAWING = JSON.stringify({
  type: "excalidraw",
  version: 2,
  elements: [
    box("box", { backgroundColor: "#a5d8ff" }),
    { id: "label", type: "text", containerId: "box", text: "From elsewhere", fontSize: 20 },
    box("photo", { type: "image", fileId: "file", x: 400 }),
    box("arrow", {
      ...{ type: "arrow", x: 245, y: 60, endArrowhead: "arrow" },
      ...{
        points: [
          [0, 0],
          [150, 0],
        ],
        startBinding: { elementId: "box" },
      },
      endBinding: { elementId: "photo" },
    }),
    box("film", { type: "embeddable", y: 200, link: "https://stoa.example/film" }),
  ],
  files: {
    file: { dataURL: `data:image/png;base64,${Buffer.from(pngOf(24, 12)).toString("base64")}` },
  },
});

test("R321, R323, R325: a drawing that one person drops is seen by another, with its image; a bad one changes nothing; undo takes it back", async ({
  gathers,
  watches,
}) => {
  const [mina, jonas] = await gathers("Mina", "Jonas");
  const observer = await watches();
  const types = () =>
    Object.values(observer.shapes)
      .map(({ type }) => type)
      .sort();

  expect(await dropsFile(mina.page, "plan.excalidraw", DRAWING.slice(0, -9))).toBe(true);
  await expect(mina.page.getByText("plan.excalidraw is no drawing")).toBeVisible();
  expect(types()).toEqual([]);

  await dropsFile(mina.page, "plan.excalidraw", DRAWING);
  await expect.poll(types).toEqual(["arrow", "image", "link", "rectangle"]);
  const summary = mina.page.getByRole("region", { name: "Import" });
  await expect(summary.getByText("1 embedded page became a link.")).toBeVisible();
  const of = (wanted: string) =>
    Object.entries(observer.shapes).find(([, { type }]) => type === wanted) ?? ["", {}];
  expect(of("arrow")[1]).toMatchObject({
    start: { shape: of("rectangle")[0] },
    end: { shape: of("image")[0] },
  });
  expect(of("image")[1]).toMatchObject({ natural: [24, 12], size: [240, 120] });
  // The same is drawn for Jonas, whose view begins with it.
  await expect
    .poll(() => jonas.inkWithin({ x: 200, y: 150 }, { x: 1_000, y: 650 }))
    .toBeGreaterThan(9_000);

  await summary.getByRole("button", { name: "Undo the import" }).click();
  await expect(summary).toBeHidden();
  await expect.poll(types).toEqual([]);
});
