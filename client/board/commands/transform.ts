/** The commands that resize and turn the selection by keys. */
import { canResize, canTurn, resizeBy, turnBy } from "../tools/select/by-keys.ts";
import type { Command, CommandId } from "./command.ts";
import { wayOfKey, waysWith } from "./ways.ts";

const DEGREE = Math.PI / 180;

function resize(id: CommandId, modifiers: string, step: number): Command {
  return {
    id,
    group: "arrange",
    keys: waysWith(modifiers),
    byKey: true,
    can: canResize,
    run(editor, chord) {
      const [x, y] = wayOfKey(chord);
      resizeBy(editor, [x * step, y * step]);
    },
  };
}

/** `keys`: to the left, and to the right. */
function turn(id: CommandId, keys: readonly [string, string], degrees: number): Command {
  return {
    id,
    group: "arrange",
    keys,
    byKey: true,
    can: canTurn,
    run: (editor, chord) =>
      turnBy(editor, (chord === keys[0] ? -1 : 1) * degrees * DEGREE, degrees * DEGREE),
  };
}

export const TRANSFORM: readonly Command[] = [
  resize("resize", "alt", 1),
  resize("resizeFar", "alt+shift", 10),
  turn("turn", ["<", ">"], 15),
  turn("turnFinely", ["alt+,", "alt+."], 1),
];
