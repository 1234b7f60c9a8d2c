/** Finds what a pressed key means on the board: a command, or a tool. */
import { hasText } from "../../../shared/board/shape.ts";
import { partsOf } from "../../ui/chords.ts";
import { isAvailable } from "../commands/command.ts";
import type { Editor } from "../editor.ts";
import type { Interaction } from "../interaction.ts";
import { type KeyInput, matchesChord } from "./chord-match.ts";

/** Does what a pressed key means on the board; `false`: nothing, the key is the browser's. */
export function pressKey(editor: Editor, interaction: Interaction, input: KeyInput): boolean {
  if (interaction.isDragging) return input.key === "Escape" && interaction.cancel();
  if (isInMode(editor, input)) return true;
  if (writesIntoShape(editor, input)) return false;
  return runCommand(editor, input) || takeTool(editor, input);
}

/** An act that goes on over several keys has its own. Letters mean nothing meanwhile, and every chord ends it. */
function isInMode({ hand }: Editor, { key, shift, command, alt }: KeyInput): boolean {
  if (hand.keys === null) return false;
  const isChord = command || alt;
  if (!isChord && (hand.keys.press(key, shift) || key.length === 1)) return true;
  hand.keys?.end();
  return false;
}

/**
 * A letter or digit on one selected shape is written into it, also where it is
 * the key of a tool. The text opens here, and the browser writes the letter into
 * it: so does an input method, whose first key is no letter yet.
 */
function writesIntoShape(editor: Editor, input: KeyInput): boolean {
  const { key, command, alt, shift } = input;
  if (command || alt || !/^[\p{L}\p{M}\p{N}]{1,2}$|^(?:Dead|Process)$/u.test(key)) return false;
  if (editor.hand.tool.get() !== "select") return false;
  // French keyboards write digits with shift, and Shift+1 is a command everywhere.
  if (shift && /^\d$/.test(key) && isCommand(editor, input)) return false;
  const [shape, second] = editor.selection.shapes();
  if (shape === undefined || second !== undefined || !hasText(shape)) return false;
  editor.text.edit(shape.id);
  return editor.text.editing.get() === shape.id;
}

function isCommand({ commands }: Editor, input: KeyInput): boolean {
  return commands.some(({ keys = [] }) => keys.some((chord) => matchesChord(chord, input)));
}

function runCommand(editor: Editor, input: KeyInput): boolean {
  let isKept = false;
  for (const command of editor.commands) {
    const chord = command.keys?.find((each) => matchesChord(each, input));
    if (chord === undefined || command.byBrowser) continue;
    if (isAvailable(command, editor)) {
      void command.run(editor, chord);
      return true;
    }
    // Ctrl+D without a selection is not meant to make a bookmark.
    isKept ||= partsOf(chord).mod && !editor.readOnly.get();
  }
  return isKept;
}

function takeTool(editor: Editor, input: KeyInput): boolean {
  const kind = editor.tools.find(({ keys }) => keys.some((chord) => matchesChord(chord, input)));
  if (kind === undefined) return false;
  if (kind.withSelection?.(editor)) return true;
  editor.take(kind.name);
  return true;
}
