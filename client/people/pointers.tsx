import { useEffect, useRef } from "react";
import type { Awareness } from "y-protocols/awareness";
import { type BoardWindow, PointerLayer } from "./pointer-layer.ts";
import "./pointers.css";

/** Other people's pointers with their names. They are decoration: who is here stands in the list of people. */
export function Pointers({ presence, board }: { presence: Awareness; board: BoardWindow }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current === null) return;
    const layer = new PointerLayer(host.current, presence, board);
    return () => layer.destroy();
  }, [presence, board]);
  return <div ref={host} className="pointers" aria-hidden />;
}
