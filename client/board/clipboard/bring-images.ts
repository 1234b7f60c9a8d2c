/** Brings the images of pasted shapes into this room: from the clipboard, or from the room from which they come. */
import type { AssetId, StoredImage } from "../../../shared/assets.ts";
import type { Clipping } from "../../../shared/board/read-clipping.ts";
import type { AssetChannel, AssetFailure, StoreOptions } from "../../sync/channel.ts";
import { filesWords } from "../../words/files-words.ts";
import type { Editor } from "../editor.ts";
import { Job, type Wait, whyInWords } from "../images/job.ts";

/** Images that are brought at once. */
const AT_ONCE = 3;

/** Images that are not there, and the reason of the last of them in words. */
export interface Missing {
  readonly count: number;
  readonly why: string;
}

export interface BringOptions {
  /** Images whose bytes came with the shapes. */
  readonly brought: ReadonlyMap<AssetId, Blob>;
  /** As the browser waits, unless it is given. */
  readonly wait?: Wait;
}

/** Stores the images of a clipping in this room, those that it has not. Done when each is there, or never will be. */
export async function bringImages(
  editor: Editor,
  { shapes, room }: Clipping,
  { brought, wait }: BringOptions,
): Promise<Missing> {
  const { assets } = editor;
  // One that has come before the end of a job is there for all of its shapes.
  const wanted = new Map(
    shapes.flatMap((shape) => (shape.type === "image" ? [[shape.asset, shape.alt]] : [])),
  );
  if (assets === null) return { count: wanted.size, why: whyInWords("failed") };
  const jobs = [...wanted].map(([asset, alt]) => {
    const job = new Job(editor, alt === "" ? filesWords.images.ofAnotherRoom : alt, wait);
    return { asset, job };
  });
  let count = 0;
  let why = "";
  const work = async () => {
    for (let next = jobs.shift(); next !== undefined; next = jobs.shift()) {
      const { asset, job } = next;
      const ended = await job.attempt((options) =>
        bring(assets, asset, { room, brought, options }),
      );
      job.end();
      if (ended === "left out") count += 1;
      else if (!ended.ok) {
        count += 1;
        why =
          ended.error === "no-such-image" ? filesWords.images.why.gone : whyInWords(ended.error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { count, why };
}

interface From {
  readonly room: string;
  readonly brought: ReadonlyMap<AssetId, Blob>;
  readonly options: StoreOptions;
}

type There = { readonly ok: true; readonly value: Blob | StoredImage } | AssetFailure;

async function bring(
  assets: AssetChannel,
  asset: AssetId,
  { room, brought, options }: From,
): Promise<There> {
  const here = await assets.load(asset);
  // A room that shows no image to this person stores none, either.
  if (here.ok || !here.isFinal || here.error !== "no-such-image") return here;
  const own = brought.get(asset);
  const there =
    own === undefined ? await assets.load(asset, room) : ({ ok: true, value: own } as const);
  if (!there.ok) return there.error === "no-access" ? { ...there, error: "closed" } : there;
  const stored = await assets.store(there.value, options);
  // Other bytes than those that the shapes name.
  if (stored.ok && stored.value.id !== asset) return { ok: false, error: "failed", isFinal: true };
  return stored;
}
