/** The menu at the pointer. */
import { useEffect, useLayoutEffect, useRef } from "react";
import type { Point } from "../../../shared/board/shape.ts";
import { Menu, type MenuItem } from "../../ui/menu.tsx";
import { words } from "../../words/words.ts";
import { type CommandGroup, isAvailable } from "../commands/command.ts";
import type { Editor } from "../editor.ts";
import { commandItem } from "./command-button.tsx";

/** CSS pixels between the menu and the window's edge. */
const EDGE = 8;

/** The commands for what is selected, or for the board, in sections. */
function sectionsOf(editor: Editor): MenuItem[][] {
  const readOnly = editor.readOnly.get();
  const allowed = editor.commands.filter(
    (command) =>
      (command.forViewers || !readOnly) && (!command.rare || isAvailable(command, editor)),
  );
  const forShapes = allowed.filter(({ menu }) => menu === "shapes" || menu === "both");
  const listed =
    editor.selection.get().length > 0 && forShapes.length > 0
      ? forShapes
      : allowed.filter(({ menu }) => menu === "board" || menu === "both");
  const groups = new Map<CommandGroup, MenuItem[]>();
  for (const command of listed) {
    const section = groups.get(command.group) ?? [];
    section.push(commandItem(editor, command));
    groups.set(command.group, section);
  }
  return [...groups.values()];
}

/** The menu, until an entry is chosen, Escape is pressed, or something else is done. */
export function ContextMenu({
  editor,
  at,
  label = words.menu.label,
  sections = sectionsOf(editor),
}: {
  editor: Editor;
  at: Point;
  label?: string;
  sections?: readonly (readonly MenuItem[])[];
}) {
  const ref = useRef<HTMLDivElement>(null);
  const close = () => editor.dialog.set(null);

  useLayoutEffect(() => {
    const menu = ref.current;
    const board = menu?.closest(".board");
    if (menu === null || !board) return;
    menu.showPopover();
    const { left, top } = board.getBoundingClientRect();
    const { width, height } = menu.getBoundingClientRect();
    const within = (place: number, size: number, room: number) =>
      Math.max(
        EDGE,
        place + size > room - EDGE ? Math.min(place - size, room - size - EDGE) : place,
      );
    menu.style.left = `${within(left + at[0], width, innerWidth)}px`;
    menu.style.top = `${within(top + at[1], height, innerHeight)}px`;
    return () => {
      const hadFocus = menu.matches(":focus-within");
      menu.hidePopover();
      if (hadFocus && board instanceof HTMLElement) board.focus({ preventScroll: true });
    };
  }, [at]);

  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const away = (event: Event) => {
      if (event.target instanceof Node && ref.current?.contains(event.target)) return;
      editor.dialog.set(null);
    };
    // The browser's own light dismissal would take the lift of the same press for a press elsewhere.
    document.addEventListener("pointerdown", away, { capture: true, signal });
    document.addEventListener("wheel", away, { capture: true, passive: true, signal });
    window.addEventListener("blur", away, { signal });
    window.addEventListener("resize", away, { signal });
    return () => leaving.abort();
  }, [editor]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the menu within has the role
    <div
      ref={ref}
      popover="manual"
      className="popover board-menu"
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key !== "Escape" && event.key !== "Tab") return;
        event.preventDefault();
        close();
      }}
    >
      <Menu label={label} sections={sections} onChoose={close} />
    </div>
  );
}
