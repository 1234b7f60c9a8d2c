import { expect, test } from "vitest";
import type { CommandGroup } from "../commands/command.ts";
import { TestHand } from "../test-hand.ts";
import { mainSections } from "./main-menu.tsx";

/** The names of the entries of the menu and of all its sections. */
function namesIn(hand: TestHand): string[] {
  const names: string[] = [];
  let open: CommandGroup | null = null;
  const sections = (group: CommandGroup | null) =>
    mainSections(
      hand.editor,
      group,
      (next) => {
        open = next;
      },
      () => undefined,
    ).flat();
  for (const item of sections(null)) {
    names.push(item.name);
    if (item.leads !== "on") continue;
    item.run();
    names.push(...sections(open).map(({ name }) => name));
  }
  return names;
}

test("R345: the main menu has every command that is more than a key, once", () => {
  const hand = new TestHand();
  const names = namesIn(hand);
  const { commands } = hand.editor;
  for (const { id, byKey } of commands) {
    const times = names.filter((name) => name === id).length;
    expect(times, id).toBe(byKey ? 0 : id === "find" ? 2 : 1);
  }
});

test("R345: a viewer finds what a viewer may do", () => {
  const hand = new TestHand();
  hand.editor.readOnly.set(true);
  const names = namesIn(hand);
  expect(names).toEqual(expect.arrayContaining(["find", "zoomToFit", "copyLink"]));
  expect(names).not.toContain("duplicate");
});
