/** The entries of the command palette, and which of them fit to what is typed. */
import { ArrowRight, Eye, Frame } from "lucide-react";
import * as v from "valibot";
import { folded } from "../../ui/folded.ts";
import type { MenuItem } from "../../ui/menu.tsx";
import type { KeptValues } from "../../ui/storage.ts";
import { boardWords } from "../../words/board-words.ts";
import { roomWords } from "../../words/room-words.ts";
import { fitBox } from "../camera.ts";
import { isAvailable } from "../commands/command.ts";
import type { Editor } from "../editor.ts";
import { followOf } from "../follow/follow.ts";
import { isNamed, shownName } from "../frames/name-frame.ts";
import { readingOrder } from "../reading-order.ts";
import { toolsOf } from "../tools/tool.ts";
import { companyOf } from "../ways/company.ts";
import { glideTo } from "../ways/glide.ts";
import { light } from "../ways/lit.ts";

/** Where this browser keeps the entries that were chosen last, and how many. */
const RECENT = "stoa.recentCommands";
const MOST_RECENT = 6;
const recentSchema = v.pipe(v.array(v.string()), v.maxLength(100));

/** Frames that are listed: the first as one reads them. */
const MOST_FRAMES = 200;

export interface PaletteEntry extends MenuItem {
  /** The section that it is listed in elsewhere, said beside it. */
  readonly group: string;
}

/** Everything that the user can do now: the tools and the commands. */
export function paletteEntries(editor: Editor): PaletteEntry[] {
  const tools = toolsOf(editor).map(({ name, icon, keys }) => ({
    name: `tool-${name}`,
    label: boardWords.tools[name],
    group: boardWords.groups.tools,
    icon,
    keys,
    run: () => editor.take(name),
  }));
  const commands = editor.commands
    .filter((command) => !command.byKey && command.id !== "palette" && isAvailable(command, editor))
    .map((command) => ({
      name: command.id,
      label: boardWords.commands[command.id],
      group: boardWords.groups[command.group],
      icon: command.icon,
      keys: command.keys,
      checked: command.isOn?.(editor),
      run: () => void command.run(editor),
    }));
  return [...tools, ...commands, ...peopleEntries(editor), ...frameEntries(editor)];
}

/** The people who are here: to go to, and to follow. */
function peopleEntries(editor: Editor): PaletteEntry[] {
  const company = companyOf(editor).get();
  const follow = followOf(editor).get();
  return (company?.people.get() ?? []).flatMap(({ id, name }) => {
    const group = roomWords.people.label;
    const isLed = follow?.leader.get() === id;
    const goTo = {
      name: `person-${id}`,
      label: roomWords.people.goTo(name),
      group,
      icon: ArrowRight,
      run: () => void company?.goTo(id),
    };
    if (follow === null) return goTo;
    const label = isLed ? roomWords.people.stopFollowing(name) : roomWords.people.follow(name);
    const run = () => (isLed ? follow.stop() : follow.follow(id));
    return [goTo, { name: `person-follow-${id}`, label, group, icon: Eye, run }];
  });
}

/** The frames of the board: to go to. */
function frameEntries(editor: Editor): PaletteEntry[] {
  const frames = [...editor.scene.frames]
    .flatMap((id) => editor.scene.get(id) ?? [])
    .filter(isNamed);
  return readingOrder(frames)
    .filter(isNamed)
    .slice(0, MOST_FRAMES)
    .map((frame) => ({
      name: `frame-${frame.id}`,
      label: shownName(frame),
      group: boardWords.shapes.frame,
      icon: Frame,
      run() {
        const box = editor.scene.boxOf(frame.id);
        if (box === undefined) return;
        glideTo(editor, fitBox(box, editor.view.viewport.get(), editor.view.insets.get()));
        light(editor, frame.id);
      },
    }));
}

/** The names of the entries that were chosen last, the newest first. */
export function recentNames(kept: KeptValues): readonly string[] {
  return kept.read(RECENT, recentSchema) ?? [];
}

/** Notes that an entry was chosen. */
export function noteChosen(kept: KeptValues, name: string): void {
  // People and frames come and go: they are no habit.
  if (/^(?:person|frame)-/.test(name)) return;
  const others = recentNames(kept).filter((one) => one !== name);
  kept.write(RECENT, [name, ...others].slice(0, MOST_RECENT));
}

/** How well an entry fits: 0 is best; null: not at all. */
function rank(entry: PaletteEntry, typed: readonly string[]): number | null {
  const label = folded(entry.label);
  const all = label.split(/\s+/);
  const group = folded(entry.group);
  let sum = 0;
  for (const part of typed) {
    if (label.startsWith(part)) continue;
    if (all.some((word) => word.startsWith(part))) sum += 1;
    else if (label.includes(part)) sum += 2;
    else if (group.startsWith(part)) sum += 3;
    else return null;
  }
  return sum;
}

/** Do all letters of each word stand in the label, in their order? */
function isLike({ label }: PaletteEntry, typed: readonly string[]): boolean {
  const letters = folded(label);
  return typed.every((part) => {
    let at = 0;
    for (const letter of part) {
      at = letters.indexOf(letter, at) + 1;
      if (at === 0) return false;
    }
    return true;
  });
}

/**
 * The entries that fit to each word that is typed, the best first, and of equals those that were chosen last. Where none
 * fits, those whose labels have the same letters in this order.
 */
export function fittingEntries(
  entries: readonly PaletteEntry[],
  query: string,
  recent: readonly string[] = [],
): PaletteEntry[] {
  const typed = folded(query).split(/\s+/).filter(Boolean);
  const ageOf = ({ name }: PaletteEntry): number => {
    const at = recent.indexOf(name);
    return at < 0 ? recent.length : at;
  };
  const fitting = entries
    .flatMap((entry) => {
      const place = rank(entry, typed);
      return place === null ? [] : [{ entry, place }];
    })
    .sort((a, b) => a.place - b.place || ageOf(a.entry) - ageOf(b.entry))
    .map(({ entry }) => entry);
  return fitting.length > 0 ? fitting : entries.filter((entry) => isLike(entry, typed));
}
