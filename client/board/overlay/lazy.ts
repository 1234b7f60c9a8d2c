/** Marks over the shapes that are loaded after the board is in hand. Until then there are none. */
import { createStore } from "../../ui/store.ts";
import type { OverlayKind, OverlayPart } from "./part.ts";

type Later = typeof import("./later.ts")["LATER"];

/** A mark of that part, by its name. Where the part could not be loaded, the next look for a grip tries again. */
export function lazyOverlay(name: keyof Later, above: number): OverlayKind {
  return (board) => {
    const loaded = createStore<OverlayPart | null>(null);
    let isLoading = false;
    const load = (): void => {
      if (isLoading) return;
      isLoading = true;
      import("./later.ts").then(
        ({ LATER }) => loaded.set(LATER[name](board)),
        () => {
          isLoading = false;
        },
      );
    };
    load();
    return {
      above,
      from: [{ subscribe: (listener) => watch(loaded, listener) }],
      isShown: () => loaded.get()?.isShown() ?? false,
      paint: (pen) => loaded.get()?.paint(pen),
      grab(at, pointer, ctrl) {
        load();
        return loaded.get()?.grab?.(at, pointer, ctrl) ?? null;
      },
    };
  };
}

/** Tells of whatever the mark is painted from, once it is there. */
function watch(
  loaded: ReturnType<typeof createStore<OverlayPart | null>>,
  listener: () => void,
): () => void {
  const stops: (() => void)[] = [];
  const follow = (): void => {
    for (const source of loaded.get()?.from ?? []) stops.push(source.subscribe(listener));
  };
  follow();
  stops.push(
    loaded.subscribe(() => {
      follow();
      listener();
    }),
  );
  return () => {
    for (const stop of stops) stop();
  };
}
