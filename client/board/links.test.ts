import { afterEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { shapesOf } from "../../shared/board/document.ts";
import { drawShape } from "../../shared/board/draw/draw-shape.ts";
import { PALETTES } from "../../shared/board/draw/palette.ts";
import { RecordingPen } from "../../shared/board/draw/recording-pen.ts";
import { addressIn, nameOf, readAddress } from "../../shared/board/link-address.ts";
import type { Shape } from "../../shared/board/shape.ts";
import { type Brought, wordsOf } from "./clipboard/flavors.ts";
import { paste } from "./clipboard/paste.ts";
import { Interaction } from "./interaction.ts";
import { isLink, linkAt, turnAddressesIntoCards } from "./links.ts";
import { links } from "./overlay/links.ts";
import { selection } from "./overlay/selection.ts";
import { inWords } from "./reading-order.ts";
import { TestHand } from "./test-hand.ts";

const ADDRESS = "https://www.example.org/plans?a=1";

/** The addresses that the page opens, and how. */
function opened(): { readonly href: string; readonly rel: string; readonly target: string }[] {
  const all: { href: string; rel: string; target: string }[] = [];
  vi.stubGlobal("document", {
    createElement: () => ({
      click(this: { href: string; rel: string; target: string }) {
        all.push({ href: this.href, rel: this.rel, target: this.target });
      },
    }),
  });
  return all;
}

function handAtCard(): TestHand {
  const hand = new TestHand();
  linkAt(hand.editor, ADDRESS, [300, 200]);
  const { editor } = hand;
  const board = { editor } as Parameters<typeof links>[0];
  Object.assign(hand, {
    interaction: new Interaction(editor, [selection({ editor }), links(board)]),
  });
  return hand;
}

function drawn(shape: Shape): readonly string[] {
  const pen = new RecordingPen();
  drawShape(shape, pen, PALETTES.light);
  return pen.texts;
}

afterEach(() => vi.unstubAllGlobals());

describe("R254: an address", () => {
  test("is one of http, https or mailto, and nothing that runs", () => {
    for (const good of [ADDRESS, "http://localhost:8080/a", "mailto:mina@example.org"]) {
      expect(addressIn(` ${good}\n`)).toBe(good);
    }
    for (const bad of [
      "javascript:alert(1)",
      "data:text/html,hi",
      "file:///etc/passwd",
      "https://",
      "https://a b",
      "see https://example.org",
      "https://example.org\nhttps://example.org",
      `https://example.org/${"a".repeat(3_000)}`,
      "example.org",
      17,
      null,
    ]) {
      expect(typeof bad === "string" ? addressIn(bad) : readAddress(bad)).toBeNull();
    }
  });

  test("is named by the host that a browser asks", () => {
    expect(nameOf(ADDRESS)).toEqual({ host: "example.org", rest: "/plans?a=1" });
    expect(nameOf("https://good.example@bad.example/")).toEqual({ host: "bad.example", rest: "" });
    expect(nameOf("mailto:mina@example.org")).toEqual({ host: "mina@example.org", rest: "" });
  });
});

describe("R254: a link card", () => {
  test("shows its address, and its title once it has one", () => {
    const hand = handAtCard();
    expect(hand.shape).toMatchObject({ type: "link", url: ADDRESS, xy: [150, 162] });
    expect(drawn(hand.shape)).toEqual(["example.org", "/plans?a=1"]);
    expect(inWords(hand.shape)).toBe("Link: example.org");
    const text = shapesOf(hand.doc).get(hand.shape.id)?.get("text");
    if (text instanceof Y.Text) text.insert(0, "Our plans");
    expect(drawn(hand.shape)).toEqual(["example.org/plans?a=1", "Our plans"]);
    expect(inWords(hand.shape)).toBe("Link: Our plans");
    expect(hand.editor.selection.get()).toEqual([hand.shape.id]);
  });

  test("is not drawn with an address that would run something", () => {
    const hand = handAtCard();
    const { id } = hand.shape;
    hand.doc.transact(() => shapesOf(hand.doc).get(id)?.set("url", "javascript:alert(1)"));
    expect(hand.shapes).toEqual([]);
    expect(hand.stored(id, "url")).toBe("javascript:alert(1)");
  });

  test("is made by no viewer, and of no other words", () => {
    const hand = new TestHand();
    expect(linkAt(hand.editor, "hello", [0, 0])).toBe(false);
    hand.editor.readOnly.set(true);
    expect(linkAt(hand.editor, ADDRESS, [0, 0])).toBe(false);
    expect(hand.shapes).toEqual([]);
  });

  test("opens by its button, by Ctrl and a click, and by Alt+Enter, in a tab that learns nothing", () => {
    const hand = handAtCard();
    const tabs = opened();
    hand.click([428, 185]);
    hand.click([250, 200], { ctrl: true });
    hand.key("alt+Enter");
    expect(tabs).toEqual(
      Array(3).fill({ href: ADDRESS, target: "_blank", rel: "noopener noreferrer" }),
    );
    hand.click([250, 200]);
    expect(tabs).toHaveLength(3);
  });

  test("opens for viewers, and a drag at its button moves it", () => {
    const hand = handAtCard();
    const tabs = opened();
    hand.drag([428, 185], [528, 285]);
    expect(hand.shape.xy).toEqual([250, 262]);
    hand.editor.readOnly.set(true);
    hand.click([528, 285]);
    expect(tabs).toHaveLength(1);
  });
});

describe("R254: an address that is typed", () => {
  function typed(words: string): TestHand {
    const hand = new TestHand();
    turnAddressesIntoCards(hand.editor);
    hand.key("t");
    hand.click([200, 200]);
    const text = shapesOf(hand.doc).get(hand.shape.id)?.get("text");
    hand.editor.history.typed(() => text instanceof Y.Text && text.insert(0, words), true);
    hand.editor.text.end();
    return hand;
  }

  test("alone in a text becomes a card, and undo gives back the text", () => {
    const hand = typed(ADDRESS);
    expect(isLink(hand.shape)).toBe(true);
    hand.editor.undo();
    expect(hand.shape).toMatchObject({ type: "text" });
    // Looking into it again changes nothing.
    hand.editor.text.edit(hand.shape.id);
    hand.editor.text.end();
    expect(hand.shape).toMatchObject({ type: "text" });
  });

  test("among other words stays a text", () => {
    expect(typed(`see ${ADDRESS}`).shape).toMatchObject({ type: "text" });
  });
});

test("R254: an address that is pasted becomes a card where the user looks", async () => {
  const hand = new TestHand();
  const brought: Brought = { html: "", text: `${ADDRESS}\n`, files: [] };
  await paste(hand.editor, brought, null);
  expect(hand.shape).toMatchObject({ type: "link", url: ADDRESS, xy: [350, 362] });
});

test("R254: other programs get the address of a copied card", () => {
  const hand = new TestHand();
  linkAt(hand.editor, ADDRESS, [300, 200]);
  expect(wordsOf(hand.shapes)).toBe(ADDRESS);
});
