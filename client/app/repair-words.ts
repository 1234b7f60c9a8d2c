/** The words for what becomes of a damaged copy. */
import type { RepairState } from "../sync/repair.ts";
import { words } from "../words/words.ts";

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
      return { text: words.repair.rebuilding, putBack: "" };
    case "rebuilt": {
      const { length } = repair.shapes;
      const text = words.repair.rebuilt;
      if (length === 0) return { text, putBack: "" };
      return {
        text: `${text} ${words.repair.found(length)}`,
        putBack: words.repair.putBack(length),
      };
    }
    case "hopeless": {
      const { length } = repair.shapes;
      const kept = length === 0 ? "" : ` ${words.repair.kept(length)}`;
      return { text: words.repair.hopeless + kept, putBack: "" };
    }
  }
}
