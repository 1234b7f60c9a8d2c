/** The button of the main menu, at the top left of the room. */
import { Menu as MenuIcon } from "lucide-react";
import type { BoardView } from "../board/board.tsx";
import { MainMenu as Entries } from "../board/panels/main-menu.tsx";
import { Popover } from "../ui/popover.tsx";
import { roomWords } from "../words/room-words.ts";

/** The button, and the menu that it opens. */
export function MainMenu({ view }: { view: BoardView }) {
  return (
    <Popover
      label={roomWords.mainMenu}
      className="room-menu"
      align="start"
      trigger={(trigger) => (
        <button
          {...trigger}
          type="button"
          className="icon-button room-menu-button"
          aria-label={roomWords.mainMenu}
          data-tooltip={roomWords.mainMenu}
          data-tooltip-side="bottom"
        >
          <MenuIcon size={20} strokeWidth={1.75} aria-hidden />
        </button>
      )}
    >
      {(close) => (
        <Entries
          editor={view.editor}
          onChoose={() => {
            close();
            view.focus();
          }}
        />
      )}
    </Popover>
  );
}
