import { useEffect, useRef } from "react";
import type { Awareness } from "y-protocols/awareness";
import type { GestureChannel } from "../sync/channel.ts";
import type { NameTags } from "../ui/names.ts";
import type { ReadableStore } from "../ui/store.ts";
import { roomWords } from "../words/room-words.ts";
import { type BoardWindow, PointerLayer } from "./pointer-layer.ts";
import "./pointers.css";

export interface PointersProps {
  presence: Awareness;
  gestures: GestureChannel;
  board: BoardWindow;
  /** The tags that tell people of one name apart. */
  tags: ReadableStore<NameTags>;
  /** My public id in this room; empty until the room has said it. */
  myId: ReadableStore<string>;
}

/**
 * Other people's pointers with their names, and a button for each person out of view. The pointers
 * are decoration: the list of people says who is here.
 */
export function Pointers({ presence, gestures, board, tags, myId }: PointersProps) {
  const host = useRef<HTMLDivElement>(null);
  const chips = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (host.current === null || chips.current === null) return;
    const options = { presence, gestures, board, tags, myId };
    const layer = new PointerLayer(host.current, chips.current, options);
    return () => layer.destroy();
  }, [presence, gestures, board, tags, myId]);
  return (
    <>
      <div ref={host} className="people-pointers" aria-hidden />
      <fieldset ref={chips} className="people-chips" aria-label={roomWords.people.outOfView} />
    </>
  );
}
