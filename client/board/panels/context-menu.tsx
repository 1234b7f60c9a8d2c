/** The menu at the pointer. */
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Point } from "../../../shared/board/shape.ts";
import { Menu, type MenuItem } from "../../ui/menu.tsx";
import { boardWords } from "../../words/board-words.ts";
import type { Submenu } from "../commands/command.ts";
import type { Editor } from "../editor.ts";
import { sectionsOf } from "./menu-sections.ts";

/** CSS pixels between the menu and the window's edge. */
const EDGE = 8;

/** The menu, until an entry is chosen, Escape is pressed, or something else is done. */
export function ContextMenu({
  editor,
  at,
  label = boardWords.menu.label,
  sections,
}: {
  editor: Editor;
  at: Point;
  label?: string;
  sections?: readonly (readonly MenuItem[])[];
}) {
  const ref = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<Submenu | null>(null);
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
        const lead = event.target instanceof HTMLElement && event.target.ariaHasPopup === "menu";
        if (event.key === "ArrowRight" && lead && event.target instanceof HTMLElement) {
          event.target.click();
        } else if (event.key === "ArrowLeft") setOpen(null);
        if (event.key !== "Escape" && event.key !== "Tab") return;
        event.preventDefault();
        close();
      }}
    >
      <Menu
        key={open}
        label={open === null ? label : boardWords.submenus[open]}
        sections={sections ?? sectionsOf(editor, open, setOpen)}
        onChoose={close}
      />
    </div>
  );
}
