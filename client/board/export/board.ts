/** The text of a board, as a file of its own or carried by a picture. */
import type { AssetId } from "../../../shared/assets.ts";
import { boardFileOf } from "../../../shared/board/board-file.ts";
import { MAX_FILE_BYTES } from "../../../shared/limits.ts";
import type { Editor } from "../editor.ts";
import { asAddresses, imagesOf } from "./images.ts";
import { idsOf, type Part, subjectOf } from "./subject.ts";

/** Returns the text of a part of the board with its images, where those are not too much. `null`: it is too large. */
export async function boardText(editor: Editor, part: Part): Promise<string | null> {
  const { relations } = editor.scene;
  const shapes = subjectOf(editor, part)?.shapes ?? [];
  const ids = idsOf(editor, part);
  const { room } = editor;
  const images = await asAddresses(await imagesOf(editor.assets, shapes));
  const whole = boardFileOf(relations, ids, { room, images });
  if (whole.length <= MAX_FILE_BYTES) return whole;
  const without = boardFileOf(relations, ids, { room, images: new Map<AssetId, string>() });
  return without.length <= MAX_FILE_BYTES ? without : null;
}
