import { Undo2 } from "lucide-react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, expect, test, vi } from "vitest";
import { IconButton } from "./icon-button.tsx";

afterEach(() => void vi.unstubAllGlobals());

/** The attributes of a button with keys, on a machine whose browser calls itself so. */
function button(userAgent: string): string {
  vi.stubGlobal("navigator", { userAgent });
  return renderToStaticMarkup(
    <IconButton label="Undo" icon={Undo2} keys={["mod+shift+z", "mod+y"]} />,
  );
}

test("R195: a button tells programs its keys in their syntax, and people as their machine does", () => {
  const mac = button("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)");
  expect(mac).toContain('aria-keyshortcuts="Meta+Shift+Z Meta+Y"');
  expect(mac).toContain('data-tooltip="Undo · ⇧⌘Z"');
  const elsewhere = button("Mozilla/5.0 (X11; Linux x86_64)");
  expect(elsewhere).toContain('aria-keyshortcuts="Control+Shift+Z Control+Y"');
  expect(elsewhere).toContain('data-tooltip="Undo · Ctrl+Shift+Z"');
});
