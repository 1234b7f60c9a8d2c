/** A part of the page that is loaded when it is first shown. */
import { type ComponentType, useEffect, useState } from "react";
import { words } from "../words/words.ts";

/**
 * Makes a component of one that is still to be loaded. While it loads, nothing
 * is shown. If it cannot be loaded, as without a connection, it says so, and the
 * next time that it is shown it is tried again.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  return function LazyPart(props: Props) {
    const [Part, setPart] = useState(() => loaded);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (loaded !== null) return;
      let isHere = true;
      load().then(
        (part) => {
          loaded = part;
          if (isHere) setPart(() => part);
        },
        () => isHere && setFailed(true),
      );
      return () => {
        isHere = false;
      };
    }, []);
    if (Part !== null) return <Part {...props} />;
    return failed ? <output className="drop-note">{words.lazy.failed}</output> : null;
  };
}
