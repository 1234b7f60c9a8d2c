/** A command as a button. */
import { useSyncExternalStore } from "react";
import { IconButton } from "../../ui/icon-button.tsx";
import { words } from "../../words/words.ts";
import { type CommandId, isAvailable } from "../commands/command.ts";
import type { Editor } from "../editor.ts";

/** A button for a command: its icon, its words and its key, and disabled while it can do nothing. */
export function CommandButton({ editor, id }: { editor: Editor; id: CommandId }) {
  const command = editor.commandOf(id);
  const available = useSyncExternalStore(
    (listener) => {
      const { selection, history, readOnly, tool } = editor;
      const stops = [selection, history.depth, readOnly, tool].map((one) =>
        one.subscribe(listener),
      );
      return () => {
        for (const stop of stops) stop();
      };
    },
    () => isAvailable(command, editor),
  );
  if (command.icon === undefined) throw new Error(`The command ${id} has no icon.`);
  return (
    <IconButton
      label={words.commands[id]}
      icon={command.icon}
      keys={command.keys}
      disabled={!available}
      onClick={() => void command.run(editor)}
    />
  );
}
