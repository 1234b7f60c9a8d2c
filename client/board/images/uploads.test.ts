import { expect, test, vi } from "vitest";
import type { AssetId } from "../../../shared/assets.ts";
import type { Size } from "../../../shared/board/record.ts";
import { MAX_ASSET } from "../../../shared/limits.ts";
import type { AssetChannel } from "../../sync/channel.ts";
import { TestHand } from "../test-hand.ts";
import { addImages } from "./add.ts";
import { type Prepared, type PrepareFault, planOf } from "./prepare.ts";
import { imagesOf } from "./state.ts";
import { placesFor, upload } from "./uploads.ts";

const ASSET = "a".repeat(43) as AssetId;
type Answer = Awaited<ReturnType<AssetChannel["store"]>>;

const fileOf = (name: string, type = "image/png") => new File(["bytes"], name, { type });
const stored: Answer = {
  ok: true,
  value: { id: ASSET, type: "image/webp", width: 400, height: 200, bytes: 5 },
};

/** A hand whose room answers uploads one after the other with these. */
function setUp(answers: Answer[], prepared: Prepared | PrepareFault = imageOf([400, 200])) {
  const store = vi.fn<AssetChannel["store"]>(async () => answers.shift() ?? stored);
  const load = () => Promise.reject(new Error("Nothing is loaded here."));
  const hand = new TestHand({ store, load });
  const { editor } = hand;
  const waits: number[] = [];
  const surroundings = {
    prepare: async () => prepared,
    wait: async (ms: number) => {
      waits.push(ms);
      // Told while it waits: it is no failure.
      expect(imagesOf(editor).uploads.get()).toMatchObject([{ state: "waiting", canRetry: true }]);
    },
  };
  const adds = (...names: string[]) =>
    upload(
      editor,
      names.map((name) => fileOf(name)),
      [100, 50],
      surroundings,
    );
  const shapes = () => [...editor.scene.inOrder()];
  return { hand, editor, store, waits, adds, shapes };
}

function imageOf(size: Size): Prepared {
  return { blob: new Blob(["bytes"]), size };
}

test("R267: an image is on the board once the room has stored it, in the middle of where it fell", async () => {
  const { adds, shapes, editor, hand } = setUp([]);
  await adds("cat.png");
  expect(shapes()).toMatchObject([
    {
      type: "image",
      asset: ASSET,
      natural: [400, 200],
      xy: [-100, -50],
      size: [400, 200],
      by: "mina",
    },
  ]);
  expect(imagesOf(editor).uploads.get()).toEqual([]);
  expect(editor.selection.get()).toHaveLength(1);
  expect(hand.updates).toBe(1);
  editor.undo();
  expect(shapes()).toEqual([]);
});

test("R267: an image that the network does not take waits, is tried again, and is not lost", async () => {
  const offline: Answer = { ok: false, error: "offline", isFinal: false };
  const { adds, shapes, waits, store } = setUp([offline, offline, offline]);
  await adds("cat.png");
  expect(waits).toEqual([2_000, 4_000, 8_000]);
  expect(store).toHaveBeenCalledTimes(4);
  expect(shapes()).toHaveLength(1);
});

test("R311: the page tells how much of each image has left it, in parts of a hundred, and the user can end it", async () => {
  const { adds, shapes, editor, store } = setUp([]);
  const told: (number | null | undefined)[] = [];
  imagesOf(editor).uploads.subscribe(() => told.push(imagesOf(editor).uploads.get()[0]?.share));
  let isEnded = false;
  store.mockImplementation(async (_image, { signal, onShare } = {}) => {
    for (const share of [0, 0.001, 0.42, 0.424, 1]) onShare?.(share);
    imagesOf(editor).uploads.get()[0]?.leaveOut();
    isEnded = signal?.aborted === true;
    onShare?.(0.5);
    return stored;
  });
  await adds("cat.png");
  expect(isEnded).toBe(true);
  expect(told).toEqual([null, null, 0, 0.42, 1, undefined]);
  expect(imagesOf(editor).uploads.get()).toEqual([]);
  expect(shapes()).toEqual([]);
});

test("R311: an image that is left out while it waits for the network is not sent again", async () => {
  const { adds, shapes, editor, store } = setUp([{ ok: false, error: "offline", isFinal: false }]);
  imagesOf(editor).uploads.subscribe(() => {
    const [first] = imagesOf(editor).uploads.get();
    if (first?.state === "waiting") queueMicrotask(() => first.leaveOut());
  });
  await adds("cat.png");
  expect(store).toHaveBeenCalledOnce();
  expect(shapes()).toEqual([]);
});

test("R267: a refusal is told with the file's name and its reason, and can be tried again or left out", async () => {
  const full: Answer = { ok: false, error: "images-full", isFinal: true };
  const { adds, shapes, editor } = setUp([full, full]);
  await adds("cat.png", "dog.png");
  expect(imagesOf(editor).uploads.get()).toMatchObject([
    {
      name: "cat.png",
      state: "failed",
      canRetry: true,
      why: expect.stringContaining("room holds"),
    },
    { name: "dog.png", state: "failed" },
  ]);
  imagesOf(editor).uploads.get()[1]?.leaveOut();
  imagesOf(editor).uploads.get()[0]?.again();
  await vi.waitFor(() => expect(shapes()).toHaveLength(1));
  expect(imagesOf(editor).uploads.get()).toEqual([]);
});

test.each(["no-image", "too-large", "too-many-pixels"] as const)(
  "R267: a file that cannot be stored (%s) is named with the reason, and not sent",
  async (fault) => {
    const { adds, editor, store } = setUp([], fault);
    await adds("odd.png");
    expect(store).not.toHaveBeenCalled();
    expect(imagesOf(editor).uploads.get()).toMatchObject([{ state: "failed", canRetry: false }]);
    expect(imagesOf(editor).uploads.get()[0]?.why).not.toBe("");
  },
);

test("R267: an image that comes after the right to edit is gone is not added, and said so", async () => {
  const { adds, editor, shapes } = setUp([]);
  const added = adds("cat.png");
  editor.readOnly.set(true);
  await added;
  expect(shapes()).toEqual([]);
  expect(imagesOf(editor).uploads.get()).toMatchObject([{ state: "failed" }]);
});

test("R267: several images stand beside one another, none larger than most of the view", () => {
  const { editor } = setUp([]);
  const places = placesFor(
    editor,
    Array.from({ length: 6 }, () => [4_000, 1_000] as const),
    [0, 0],
  );
  expect(new Set(places.map(({ size }) => size[0]))).toEqual(new Set([600]));
  for (const [index, { xy, size }] of places.entries()) {
    for (const other of places.slice(index + 1)) {
      const isBeside = xy[0] + size[0] < other.xy[0] || xy[1] + size[1] < other.xy[1];
      expect(isBeside || other.xy[0] + other.size[0] < xy[0]).toBe(true);
    }
  }
});

test("R267: files that are no images, and viewers' files, are not added", async () => {
  const { editor, store } = setUp([]);
  const say = vi.fn<(sentence: string) => void>();
  editor.page.say = say;
  await addImages(editor, [fileOf("notes.txt", "text/plain")], null);
  expect(say).toHaveBeenCalledOnce();
  editor.readOnly.set(true);
  await addImages(editor, [fileOf("cat.png")], null);
  expect(store).not.toHaveBeenCalled();
});

test("R267: a photograph is drawn anew and smaller; a small picture and a GIF are kept as they are", () => {
  expect(planOf("image/jpeg", 9_000_000, [6_000, 4_000])).toEqual({
    kind: "draw",
    size: [2_560, 1_707],
  });
  // The words of a camera do not come along.
  expect(planOf("image/jpeg", 50_000, [640, 480])).toEqual({ kind: "draw", size: [640, 480] });
  expect(planOf("image/png", 50_000, [640, 480])).toEqual({ kind: "keep" });
  expect(planOf("image/png", 5_000_000, [640, 480])).toEqual({ kind: "draw", size: [640, 480] });
  expect(planOf("image/bmp", 50_000, [640, 480])).toEqual({ kind: "draw", size: [640, 480] });
  expect(planOf("image/png", 50_000, [20_000, 2])).toEqual({ kind: "draw", size: [2_560, 1] });
  expect(planOf("image/gif", 5_000_000, [3_000, 2_000])).toEqual({ kind: "keep" });
  expect(planOf("image/gif", MAX_ASSET + 1, [30, 20])).toBe("too-large");
  expect(planOf("image/gif", 5_000, [30_000, 20])).toBe("too-many-pixels");
});
