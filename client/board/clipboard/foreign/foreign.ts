/** Shapes of other whiteboards, and of files of ours: finds out whose a content is, and reads it. */
import { BOARD_FORMAT, BOARD_VERSION } from "../../../../shared/board/board-file.ts";
import { CLIPPING_FORMAT } from "../../../../shared/board/clipping.ts";
import type { Sliced } from "../../files/slices.ts";
import { readExcalidraw } from "./excalidraw.ts";
import { readTldraw } from "./tldraw.ts";
import { readLegacyTldraw } from "./tldraw-legacy.ts";
import {
  Changes,
  type Foreign,
  isValues,
  listOf,
  type Made,
  textOf,
  type Values,
  valuesOf,
} from "./values.ts";

/** Reads a content, which was JSON; `null`: it is of no program that is known here. */
export function* readForeign(content: unknown): Sliced<Foreign | null> {
  if (!isValues(content)) return null;
  const { type, format, document, records, shapes, store } = content;
  if (type === "excalidraw" || type === "excalidraw/clipboard")
    return yield* readExcalidraw(content);
  if (format === BOARD_FORMAT || format === CLIPPING_FORMAT) return readOwn(content);
  if (content["tldrawFileFormatVersion"] !== undefined) {
    return yield* readTldraw(contentOf(listOf(records)));
  }
  const snapshot = valuesOf(store ?? valuesOf(document)["store"]);
  if (Object.keys(snapshot).length > 0)
    return yield* readTldraw(contentOf(Object.values(snapshot)));
  if (isValues(valuesOf(document)["pages"])) return yield* readLegacyTldraw(content);
  // The clipboard of tldraw says nothing of itself.
  return Array.isArray(shapes) ? yield* readTldraw(content) : null;
}

/** The records of a file of tldraw, as its clipboard has them. */
function contentOf(records: readonly unknown[]): Values {
  const of = (name: string) => records.filter(isValues).filter(({ typeName }) => typeName === name);
  return {
    shapes: of("shape"),
    bindings: of("binding"),
    assets: of("asset"),
    pages: of("page"),
  };
}

/** The shapes of a board file of ours, whose stored fields are as they will be. */
function readOwn({ version, shapes, images }: Values): Foreign | null {
  if (typeof version !== "number" || version > BOARD_VERSION || !isValues(shapes)) return null;
  const own = valuesOf(images);
  const list = Object.entries(shapes).filter((entry): entry is [string, Values] =>
    isValues(entry[1]),
  );
  const z = ([, { z }]: readonly [string, Values]) => textOf(z);
  list.sort((a, b) => (z(a) < z(b) ? -1 : z(a) > z(b) ? 1 : a[0] < b[0] ? -1 : 1));
  const kept = new Map<string, string>();
  const made = list.map(([id, fields]): Made => {
    const asset = textOf(fields["asset"]);
    const image = Object.hasOwn(own, asset) ? textOf(own[asset]) : "";
    if (image === "") return [id, fields];
    kept.set(asset, image);
    return [id, fields, { image: asset }];
  });
  return { shapes: made, images: kept, changes: new Changes() };
}
