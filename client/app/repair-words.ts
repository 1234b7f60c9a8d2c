/** The words for what becomes of a damaged copy. */
import type { RepairState } from "../sync/repair.ts";
import { roomWords } from "../words/room-words.ts";

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
      return { text: roomWords.repair.rebuilding, putBack: "" };
    case "rebuilt": {
      const { length } = repair.shapes;
      const text = roomWords.repair.rebuilt;
      if (length === 0) return { text, putBack: "" };
      return {
        text: `${text} ${roomWords.repair.found(length)}`,
        putBack: roomWords.repair.putBack(length),
      };
    }
    case "hopeless": {
      const { length } = repair.shapes;
      const kept = length === 0 ? "" : ` ${roomWords.repair.kept(length)}`;
      return { text: roomWords.repair.hopeless + kept, putBack: "" };
    }
  }
}
