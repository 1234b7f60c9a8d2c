/** The bar above the selection, as far as the page needs it at first: its code comes with the first selection. */
import { useEffect, useState } from "react";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { pickFrom, useStore } from "../../ui/store.ts";
import type { Panel, PanelProps } from "./panel.ts";

const Bar = lazyPart(async () => (await import("./selection-bar-part.tsx")).SelectionBar);

/** The bar, once something has been selected. */
function SelectionBar(props: PanelProps) {
  const hasSelection = useStore(pickFrom(props.editor.selection, (ids) => ids.length > 0));
  const [isWanted, setWanted] = useState(false);
  useEffect(() => {
    if (hasSelection) setWanted(true);
  }, [hasSelection]);
  return isWanted ? <Bar {...props} /> : null;
}

export const SELECTION_BAR: Panel = {
  name: "selection-bar",
  place: "over",
  isShown: ({ readOnly }) => !readOnly,
  Part: SelectionBar,
};
