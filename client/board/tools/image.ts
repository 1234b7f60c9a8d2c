import { ImagePlus } from "lucide-react";
import { chooseImages } from "../images/add.ts";
import type { ToolKind } from "./tool.ts";

/** Image: lets the user choose files. It is never in the hand. */
export const IMAGE: ToolKind = {
  name: "image",
  keys: ["9", "mod+u"],
  icon: ImagePlus,
  shelf: "write",
  inPhoneMenu: true,
  styles: [],
  instead: chooseImages,
  make: () => ({ cursor: "default", press: () => null }),
};
