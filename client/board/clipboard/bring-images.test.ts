import { afterEach, expect, test, vi } from "vitest";
import type { AssetId } from "../../../shared/assets.ts";
import type { AssetChannel, AssetFailure } from "../../sync/channel.ts";
import { filesWords } from "../../words/files-words.ts";
import { imagesOf } from "../images/state.ts";
import { TestHand } from "../test-hand.ts";
import { copySelection } from "./copy.ts";
import { htmlOf, imagesIn } from "./flavors.ts";
import { paste } from "./paste.ts";

const CAT = "c".repeat(43) as AssetId;
const DOG = "d".repeat(43) as AssetId;

afterEach(() => vi.unstubAllGlobals());

/** The rooms of a server, each with its images, as one page sees them. */
class Rooms implements AssetChannel {
  readonly images = new Map<string, Set<AssetId>>();
  readonly asked: string[] = [];
  readonly closed = new Set<string>();
  /** How often the network fails from now on. */
  offline = 0;
  readonly full = new Set<AssetId>();

  readonly here: string;

  constructor(here: string) {
    this.here = here;
  }

  async load(id: AssetId, room = this.here) {
    this.asked.push(`${room} ${id[0]}`);
    if (this.offline > 0) {
      this.offline -= 1;
      return { ok: false, error: "offline", isFinal: false } as const;
    }
    if (this.closed.has(room)) return refusal("no-access");
    if (!this.images.get(room)?.has(id)) return refusal("no-such-image");
    return { ok: true, value: new Blob([id]) } as const;
  }

  async store(image: Blob) {
    const id = (await image.text()) as AssetId;
    if (this.full.has(id)) return refusal("images-full");
    const own = this.images.get(this.here) ?? new Set();
    this.images.set(this.here, own.add(id));
    const value = { id, type: "image/png", width: 80, height: 60, bytes: image.size } as const;
    return { ok: true, value } as const;
  }
}

function refusal(error: string): AssetFailure {
  return { ok: false, error, isFinal: true };
}

/** A hand in a room, and a copy of two images of another one. */
function setUp() {
  const rooms = new Rooms("");
  rooms.images.set("there", new Set([CAT, DOG]));
  const hand = new TestHand(rooms);
  const say = vi.fn<(sentence: string) => void>();
  hand.editor.page.say = say;
  const brings = (room: string, html = "") => {
    const image = { type: "image", size: [80, 60], natural: [80, 60], crop: [0, 0, 1, 1] };
    const shapes = {
      a: { ...image, xy: [0, 0], asset: CAT, alt: "A cat" },
      b: { ...image, xy: [100, 0], asset: DOG, alt: "" },
      c: { ...image, xy: [200, 0], asset: CAT, alt: "A cat" },
    };
    const clipping = JSON.stringify({ format: "stoa-clipping", version: 1, room, shapes });
    return { html: htmlOf({ clipping, words: "" }) + html, text: " ", files: [] };
  };
  return { hand, say, rooms, brings, here: () => [...(rooms.images.get(rooms.here) ?? [])] };
}

test("R297: images of the same room are pasted as they are, and nothing is loaded for them", async () => {
  const { hand, rooms, say, brings } = setUp();
  await paste(hand.editor, brings(hand.editor.room), null);
  expect(hand.shapes).toMatchObject([{ asset: CAT, alt: "A cat" }, { asset: DOG }, { asset: CAT }]);
  expect(rooms.asked).toEqual([]);
  expect(say).not.toHaveBeenCalled();
});

test("R310: images of another room are stored in this one before their shapes are there, each once", async () => {
  const { hand, rooms, say, brings, here } = setUp();
  const names: string[] = [];
  imagesOf(hand.editor).uploads.subscribe(() => {
    expect(hand.shapes).toEqual([]);
    names.push(
      ...imagesOf(hand.editor)
        .uploads.get()
        .map(({ name }) => name),
    );
  });
  await paste(hand.editor, brings("there"), null);
  expect(here()).toEqual([CAT, DOG]);
  expect(hand.shapes.length).toBe(3);
  expect(new Set(names)).toEqual(new Set(["A cat", filesWords.images.ofAnotherRoom]));
  expect(imagesOf(hand.editor).uploads.get()).toEqual([]);
  expect(say).not.toHaveBeenCalled();
  // One step, whatever it took to bring them.
  hand.key("ctrl+z");
  expect(hand.shapes).toEqual([]);
  // An image that is there is not brought again.
  rooms.asked.length = 0;
  await paste(hand.editor, brings("there"), null);
  expect(rooms.asked).toEqual([`${rooms.here} c`, `${rooms.here} d`]);
});

test("R310: an image that cannot come along is shown by its words, and the page says why", async () => {
  const { hand, rooms, say, brings, here } = setUp();
  rooms.closed.add("there");
  await paste(hand.editor, brings("there"), null);
  expect(hand.shapes.length).toBe(3);
  expect(here()).toEqual([]);
  const { imagesMissing } = filesWords.clipboard;
  expect(say).toHaveBeenLastCalledWith(imagesMissing(2, filesWords.images.why.closed));
  rooms.closed.clear();
  rooms.images.get("there")?.delete(DOG);
  await paste(hand.editor, brings("there"), null);
  expect(say).toHaveBeenLastCalledWith(imagesMissing(1, filesWords.images.why.gone));
  rooms.images.get("there")?.add(DOG);
  rooms.full.add(DOG);
  await paste(hand.editor, brings("there"), null);
  expect(say).toHaveBeenLastCalledWith(imagesMissing(1, filesWords.images.why["images-full"]));
});

test("R310: without a network the paste waits, and goes on when the user asks; what is left out is missing", async () => {
  const { hand, rooms, say, brings, here } = setUp();
  for (const name of ["addEventListener", "removeEventListener"])
    vi.stubGlobal(name, () => undefined);
  rooms.offline = 2;
  const { uploads } = imagesOf(hand.editor);
  const pasted = paste(hand.editor, brings("there"), null);
  await vi.waitFor(() =>
    expect(uploads.get()).toMatchObject([{ state: "waiting" }, { state: "waiting" }]),
  );
  expect(hand.shapes).toEqual([]);
  uploads.get()[1]?.leaveOut();
  uploads.get()[0]?.again();
  await pasted;
  expect(here()).toEqual([CAT]);
  expect(hand.shapes.length).toBe(3);
  expect(say).toHaveBeenLastCalledWith(filesWords.clipboard.imagesMissing(1, ""));
});

test("R310: a paste that waited for its images is not put where the user may no longer draw", async () => {
  const { hand, say, brings } = setUp();
  const pasted = paste(hand.editor, brings("there"), null);
  hand.editor.readOnly.set(true);
  await pasted;
  expect(hand.shapes).toEqual([]);
  expect(say).toHaveBeenLastCalledWith(filesWords.images.why["no-access"]);
});

test("R310: a page that cannot read the other room takes the images that came by the clipboard", async () => {
  const { hand, rooms, say, brings, here } = setUp();
  rooms.closed.add("there");
  const address = `data:image/png;base64,${btoa(CAT)}`;
  const wrong = `data:image/png;base64,${btoa("other bytes")}`;
  const html = htmlOf(
    { clipping: "", words: "" },
    new Map([
      [CAT, address],
      [DOG, wrong],
    ]),
  );
  // Browsers write HTML anew.
  const rewritten = html.replaceAll("<img ", '<img style="color: red;" class="" ');
  await paste(hand.editor, brings("there", rewritten), null);
  expect(here()).toContain(CAT);
  // Bytes that are not those which the shapes name do not pass for them.
  expect(say).toHaveBeenLastCalledWith(
    filesWords.clipboard.imagesMissing(1, filesWords.images.why.failed),
  );
});

test("R310: images in HTML are read as hostile", () => {
  const image = (id: string, src: string) => `<img data-stoa-image="${id}" src="${src}">`;
  for (const [id, src] of [
    ["short", "data:image/png;base64,AAAA"],
    [CAT, "https://evil.example/a.png"],
    [CAT, "data:image/svg+xml;base64,AAAA"],
    [CAT, "data:text/html;base64,AAAA"],
    [CAT, "data:image/png;base64,A"],
  ] as const) {
    expect(imagesIn(image(id, src)).size, src).toBe(0);
  }
  expect(imagesIn(image(CAT, "data:image/png;base64,AAAA")).get(CAT)).toMatchObject({
    size: 3,
    type: "image/png",
  });
});

test("R310: a copy knows the images of its shapes, each once", () => {
  const { hand, brings } = setUp();
  return paste(hand.editor, brings(hand.editor.room), null).then(() => {
    expect(copySelection(hand.editor)?.images).toEqual([CAT, DOG]);
  });
});
