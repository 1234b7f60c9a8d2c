import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { shapesOf } from "../../../shared/board/document.ts";
import { folded, foldedAt } from "../../ui/folded.ts";
import { createStore } from "../../ui/store.ts";
import { TestHand } from "../test-hand.ts";
import { companyOf } from "../ways/company.ts";
import { litOf } from "../ways/lit.ts";
import { around, Finder, type Hit } from "./finder.ts";

const nameOf = (hit: Hit) => (hit.kind === "shape" ? hit.shape.id : hit.message.key);

test("R344: words are found in shapes and names without case and accents, as one reads them, and then in the chat", () => {
  const hand = new TestHand()
    .box("low", [0, 900], { text: "café at noon" })
    .box("high", [0, 0], { text: "A CAFE\nin town" })
    .box("frame", [0, 400], { type: "frame", name: "Café plan" } as object)
    .box("other", [0, 200], { text: "tea" });
  const shown = vi.fn<(seq: number) => void>();
  const by = { id: "jonas", name: "Jonas", color: "#112233" };
  companyOf(hand.editor).set({
    people: createStore([]),
    joined: createStore(true),
    nameOf: () => null,
    goTo: () => undefined,
    messages: () => [{ seq: 7, key: "message", at: 1, by, text: "the Cafe is open" }],
    showMessage: shown,
  });
  const finder = new Finder(hand.editor);
  finder.seek("cafe ");
  expect(finder.found.get().hits.map(nameOf)).toEqual(["high", "frame", "low", "message"]);
  expect(litOf(hand.editor).get()?.id).toBe("high");
  finder.step(-1);
  expect(shown).toHaveBeenCalledWith(7);
  finder.step(1);
  finder.step(1);
  expect(finder.found.get().at).toBe(1);
  finder.seek("cafe in");
  expect(finder.found.get().hits.map(nameOf)).toEqual(["high"]);
  finder.close();
  expect(hand.editor.selection.get()).toEqual(["high"]);
  expect(litOf(hand.editor).get()).toBeNull();
});

test("R344: the view goes to a hit that is out of view, and stays for one in view", () => {
  const hand = new TestHand().box("near", [300, 300], { text: "one" });
  hand.box("far", [90_000, 0], { text: "two" });
  const finder = new Finder(hand.editor);
  const before = hand.editor.view.camera.get();
  finder.seek("one");
  expect(hand.editor.view.camera.get()).toBe(before);
  finder.seek("two");
  expect(hand.editor.view.camera.get().x).toBeGreaterThan(80_000);
});

test("R344: the hits follow the document, and the one that is shown stays", () => {
  vi.useFakeTimers();
  const hand = new TestHand().box("a", [0, 500], { text: "word" });
  const finder = new Finder(hand.editor);
  finder.seek("word");
  hand.box("b", [0, 0], { text: "word" });
  vi.advanceTimersByTime(1_000);
  expect(finder.found.get()).toMatchObject({ at: 1, hits: [{}, {}] });
  const text = shapesOf(hand.doc).get("b")?.get("text");
  if (text instanceof Y.Text) text.delete(0, 4);
  vi.advanceTimersByTime(1_000);
  expect(finder.found.get()).toMatchObject({ at: 0, hits: [{}] });
  vi.useRealTimers();
});

test("R344: ten thousand shapes are looked through in slices", async () => {
  const hand = new TestHand();
  hand.doc.transact(() => {
    for (let at = 0; at < 10_000; at++) {
      hand.box(`s${at}`, [at * 10, 0], {
        z: `a${at}`,
        text: `Größe Nr. ${at} ${"wörter ".repeat(20)}`,
      });
    }
  });
  const finder = new Finder(hand.editor);
  finder.seek("grosse");
  expect(finder.found.get().isBusy).toBe(true);
  await vi.waitFor(() => expect(finder.found.get().hits.length).toBe(10_000), { timeout: 10_000 });
});

test("R344: a hit shows its own letters", () => {
  expect(folded("Straße Ærø Ünïcode")).toBe("strasse aero unicode");
  expect(foldedAt("Die Straße", "strasse")).toEqual([4, 10]);
  expect(foldedAt("cafe\u0301s", "cafe")).toEqual([0, 5]);
  const message = { seq: 1, key: "k", at: 1, by: { id: "", name: "", color: "" } };
  const hit: Hit = { kind: "message", message: { ...message, text: "ein  Café\nhier" } };
  expect(around(hit, "cafe")).toEqual(["ein ", "Café", " hier"]);
});
