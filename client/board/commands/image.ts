/** The commands of an image. */

import { Captions, Crop, Expand } from "lucide-react";
import { isWhole } from "../../../shared/board/crop.ts";
import { beginCrop, endCrop, selectedImage, showWhole } from "../images/cropping.ts";
import { imagesOf } from "../images/state.ts";
import type { Command } from "./command.ts";

export const IMAGES: readonly Command[] = [
  {
    id: "cropImage",
    group: "edit",
    icon: Crop,
    menu: "shapes",
    can: (editor) => selectedImage(editor) !== null,
    isOn: (editor) => imagesOf(editor).cropping.get() !== null,
    run(editor) {
      if (!endCrop(editor)) beginCrop(editor);
    },
  },
  {
    id: "showWholeImage",
    group: "edit",
    icon: Expand,
    menu: "shapes",
    can(editor) {
      const image = selectedImage(editor);
      return image !== null && !isWhole(image.crop);
    },
    run: showWhole,
  },
  {
    id: "describeImage",
    group: "edit",
    icon: Captions,
    menu: "shapes",
    can: (editor) => selectedImage(editor) !== null,
    run: (editor) => imagesOf(editor).describing.set(selectedImage(editor)?.id ?? null),
  },
];
