/** The words for what becomes of a damaged copy. */
import type { RepairState } from "../sync/repair.ts";

export interface RepairWords {
  readonly text: string;
  /** The name of the button that writes the shapes into the room again. */
  readonly putBack: string;
}

/** The words of the note; `null`: nothing. */
export function repairWords(repair: RepairState): RepairWords | null {
  switch (repair.kind) {
    case "none":
      return null;
    case "rebuilding":
      return { text: "This page's copy of the room is damaged. Loading it anew…", putBack: "" };
    case "rebuilt": {
      const { length } = repair.shapes;
      const text =
        "This page's copy of the room was damaged and has been loaded anew. Undo begins from here.";
      if (length === 0) return { text, putBack: "" };
      const found =
        length === 1 ? "1 shape that you drew is" : `${length} shapes that you drew are`;
      return {
        text: `${text} ${found} not in the room.`,
        putBack: length === 1 ? "Put back 1 shape" : `Put back ${length} shapes`,
      };
    }
    case "hopeless": {
      const { length } = repair.shapes;
      const kept =
        length === 0
          ? ""
          : ` ${length === 1 ? "1 shape" : `${length} shapes`} of yours can be downloaded.`;
      return {
        text:
          "The content of this room damages every copy of it. You can look at the room, but not change it. " +
          `Whoever runs the server can mend it with “npm run stoa -- repair”.${kept}`,
        putBack: "",
      };
    }
  }
}
