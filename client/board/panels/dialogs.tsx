/** The dialogs and the menu of the board, of which one is open at a time. */
import { lazyPart } from "../../ui/lazy-part.tsx";
import { useStore } from "../../ui/store.ts";
import { ContextMenu } from "./context-menu.tsx";
import type { Panel, PanelProps } from "./panel.ts";

const Export = lazyPart(async () => (await import("../export/dialog.tsx")).ExportDialog);
const Links = lazyPart(async () => (await import("./links.tsx")).Links);
const Offer = lazyPart(async () => (await import("./offer.tsx")).Offer);
const Palette = lazyPart(async () => (await import("./palette.tsx")).Palette);
const Reactions = lazyPart(async () => (await import("./reactions.tsx")).Reactions);
const Shortcuts = lazyPart(async () => (await import("./shortcuts.tsx")).Shortcuts);

function Dialogs({ editor }: PanelProps) {
  const dialog = useStore(editor.dialog);
  switch (dialog?.kind) {
    case "menu":
      return <ContextMenu editor={editor} at={dialog.at} />;
    case "offer":
      return <Offer editor={editor} at={dialog.at} arrow={dialog.arrow} />;
    case "links":
      return (
        <Links editor={editor} at={dialog.at} shape={dialog.shape} addresses={dialog.addresses} />
      );
    case "reactions":
      return <Reactions editor={editor} at={dialog.at} />;
    case "export":
      return <Export editor={editor} />;
    case "palette":
      return <Palette editor={editor} />;
    case "shortcuts":
      return <Shortcuts editor={editor} />;
    case undefined:
      return null;
  }
}

export const DIALOGS: Panel = { name: "dialogs", place: "over", Part: Dialogs };
