/** A command as a button. */
import { useSyncExternalStore } from "react";
import { IconButton } from "../../ui/icon-button.tsx";
import type { MenuItem } from "../../ui/menu.tsx";
import { boardWords } from "../../words/board-words.ts";
import { type Command, type CommandId, isAvailable } from "../commands/command.ts";
import type { Editor } from "../editor.ts";

interface CommandButtonProps {
  editor: Editor;
  id: CommandId;
  /** Is it on? A command that is neither on nor off leaves this out. */
  pressed?: boolean;
  className?: string;
}

/** A command as an entry of a menu. */
export function commandItem(editor: Editor, command: Command): MenuItem {
  const { id, icon, keys } = command;
  return {
    name: id,
    label: boardWords.commands[id],
    icon,
    keys,
    checked: command.isOn?.(editor),
    disabled: !isAvailable(command, editor),
    run: () => void command.run(editor),
  };
}

/** A button for a command: its icon, its words and its key, and disabled while it can do nothing. */
export function CommandButton({ editor, id, pressed, className }: CommandButtonProps) {
  const command = editor.commandOf(id);
  const available = useSyncExternalStore(
    (listener) => {
      const { selection, history, readOnly, hand } = editor;
      const stops = [selection.stored, history.depth, readOnly, hand.tool].map((one) =>
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
      label={boardWords.commands[id]}
      icon={command.icon}
      keys={command.keys}
      pressed={pressed}
      className={className}
      disabled={!available}
      onClick={() => void command.run(editor)}
    />
  );
}
