/** The state of images at one board: those that are added, cropped and described. */
import { createStore } from "../../ui/store.ts";
import { perEditor } from "../editor/per-editor.ts";
import type { Upload } from "./upload.ts";

/** Returns the state of images at an editor. */
export const imagesOf = perEditor(() => ({
  /** Images that are being added, or could not be. */
  uploads: createStore<readonly Upload[]>([]),
  /** The id of the image that is being cropped. */
  cropping: createStore<string | null>(null),
  /** The id of the image whose description is being written. */
  describing: createStore<string | null>(null),
}));
