import type * as Y from "yjs";
import { familyOf } from "../../../../shared/board/draw/measure.ts";
import type { Look } from "../../../../shared/board/draw/runs.ts";
import { shownText } from "../../../../shared/board/draw/shape-text.ts";
import { colorOfRun } from "../../../../shared/board/draw/written-line.ts";
import type { TextualShape } from "../../../../shared/board/shape.ts";
import { MAX_SHAPE_TEXT } from "../../../../shared/limits.ts";
import { TextBinding, type TextEdit } from "../binding.ts";
import { embedsOf } from "../embeds.ts";
import { listenToKeys } from "../field.ts";
import type { FormatState } from "../format.ts";
import type { Pad, PadEvents, PadFormat } from "../pad.ts";
import { shortcutIn } from "../shortcuts.ts";
import {
  changeLines,
  formatLetters,
  indentLines,
  leaveList,
  replaceByLines,
  replaceLetters,
  toggleCheck,
  toggleList,
} from "./edits.ts";
import { FormattedText } from "./formatted-text.ts";
import { standLists } from "./list-places.ts";
import { RichField } from "./rich-field.ts";
import {
  htmlOfLines,
  lettersOfLines,
  linesBetween,
  linesWithin,
  pastedLines,
} from "./text-html.ts";

/** Opens a text for editing with its formatting, in an element that is not on the page yet. */
export function openRichPad(text: Y.Text, label: string, events: PadEvents): Pad {
  const listening = new AbortController();
  const { signal } = listening;
  let color = "#000000";
  let isComposing = false;
  /** The look that the next letter has, when the user has chosen one, and where. */
  let chosen: { readonly look: Look; readonly at: number } | null = null;

  const choose = (look: Look | null): void => {
    chosen = look === null ? null : { look, at: field.selectionStart };
    field.writesAlone = chosen === null;
  };

  const onEdit = (edit: TextEdit): void => {
    if (endsEntry(edit) || startsBefore(edit)) return;
    binding.replace(edit);
    choose(null);
  };

  const field = new RichField(
    text,
    label,
    (run) => colorOfRun({ look: run }, { color, edge: null }),
    signal,
    {
      ...events,
      onEdit(edit) {
        onEdit(edit);
        events.onInput();
      },
      onInput() {
        binding.input();
        if (!isComposing) {
          choose(null);
          field.show();
        }
        events.onInput();
      },
      onCompositionStart() {
        isComposing = true;
        events.onCompositionStart();
        binding.compositionStart();
      },
      onCompositionEnd() {
        isComposing = false;
        binding.compositionEnd();
        choose(null);
        field.show();
        events.onCompositionEnd();
      },
      onPaste: (html) => paste(html),
      onCopy: (from, to) => htmlOfLines(linesBetween(text, from, to, binding.indexOf(to))),
      onCheck(letters) {
        binding.change(() => events.writeFormat(() => toggleCheck(text, binding.indexOf(letters))));
      },
    },
  );
  listenToKeys(field.element, signal, events);
  document.addEventListener(
    "selectionchange",
    () => {
      if (document.activeElement !== field.element || isComposing) return;
      if (chosen !== null && chosen.at !== field.selectionStart) choose(null);
      events.onFormat();
    },
    { signal },
  );

  const binding = new TextBinding(field, text, events.write, events.onSync, (of, embeds, edit) =>
    replaceLetters(of, embeds, edit, chosen?.look ?? null),
  );

  /** Changes the formatting in a step of its own; the letters stay. */
  const change = (write: () => void, caret?: number): void => {
    binding.change(() => events.writeFormat(write), caret);
    events.onFormat();
  };

  /** Puts formatted HTML in the place of the selection, as far as there is room. */
  const paste = (html: string): boolean => {
    const lines = isComposing ? null : pastedLines(html);
    if (lines === null) return false;
    const { selectionStart: at, selectionEnd } = field;
    const remove = selectionEnd - at;
    const fitting = linesWithin(lines, MAX_SHAPE_TEXT - (field.value.length - remove));
    const length = lettersOfLines(fitting);
    change(() => replaceByLines(text, embedsOf(text), { at, remove }, fitting), at + length);
    choose(null);
    events.onInput();
    return true;
  };

  /** Enter on an empty entry of a list ends the list there. */
  const endsEntry = ({ at, remove, insert }: TextEdit): boolean => {
    if (insert !== "\n" || remove > 0) return false;
    const index = binding.indexOf(at);
    const lines = new FormattedText(text);
    const isEmpty = lines.lineStart(index) === lines.lineEnd(index);
    if (!isEmpty || lines.lineLook(index) === null) return false;
    change(() => leaveList(text, index));
    return true;
  };

  /** Backspace at the start of an entry takes its mark, not the line break before it. */
  const startsBefore = ({ at, remove, insert }: TextEdit): boolean => {
    const { selectionStart, selectionEnd } = field;
    if (insert !== "" || remove !== 1 || selectionStart !== selectionEnd) return false;
    if (at !== selectionStart - 1) return false;
    const index = binding.indexOf(selectionStart);
    const lines = new FormattedText(text);
    if (lines.lineStart(index) !== index || lines.lineLook(index) === null) return false;
    change(() => leaveList(text, index));
    return true;
  };

  const format: PadFormat = {
    state(): FormatState {
      const at = binding.selection;
      if (at === null) return { look: {}, list: null, hasSelection: false };
      const lines = new FormattedText(text);
      const look =
        at.from < at.to ? lines.lookOf(at.from, at.to) : (chosen?.look ?? lines.lookAt(at.from));
      const list = lines.lineLook(at.from)?.list ?? null;
      return { look, list, hasSelection: at.from < at.to };
    },
    act(act) {
      const at = binding.selection;
      if (at === null || isComposing) return;
      if (act.kind === "list") change(() => toggleList(text, at.from, at.to, act.list));
      else if (act.kind === "indent") change(() => indentLines(text, at.from, at.to, act.by));
      else if (at.from < at.to) format.actOn(act, at.from, at.to);
      else if (act.kind === "link") {
        // Without a selection, the link in which the caret stands is meant.
        const [from, to] = new FormattedText(text).linkAround(at.from);
        if (to > from) format.actOn(act, from, to);
      } else {
        const { look } = format.state();
        choose(
          act.kind === "flag"
            ? { ...look, [act.flag]: look[act.flag] !== true }
            : { ...look, color: act.color },
        );
        events.onFormat();
      }
    },
    actOn(act, from, to) {
      if (act.kind === "list" || act.kind === "indent") return;
      const look = new FormattedText(text).lookOf(from, to);
      const attribute =
        act.kind === "flag"
          ? { [act.flag]: look[act.flag] === true ? null : true }
          : act.kind === "color"
            ? { color: act.color }
            : { link: act.link };
      change(() => formatLetters(text, from, to, attribute));
    },
    shorten(index) {
      const lines = new FormattedText(text);
      const start = lines.lineStart(index);
      const found = shortcutIn(lines.flat.slice(start, index));
      if (found === null) return false;
      const caret = field.selectionStart;
      if (found.kind === "list") {
        if (lines.lineLook(index)?.list === found.list) return false;
        change(() => {
          text.delete(start, found.length);
          changeLines(text, start, start, (look) => ({
            list: found.list,
            indent: look?.indent ?? 0,
          }));
        }, caret - found.length);
        return true;
      }
      const from = start + found.start;
      // In code, signs are signs.
      for (const at of [from, index - 1]) if (lines.lookFor(at, " ").code === true) return false;
      const inner = index - from - 2 * found.mark;
      const look = lines.lookFor(from, " ");
      change(
        () => {
          text.delete(index - found.mark, found.mark);
          text.delete(from, found.mark);
          formatLetters(text, from, from + inner, { [found.flag]: true });
        },
        caret - 2 * found.mark,
      );
      choose(look);
      return true;
    },
    paste,
    replace(letters) {
      const { selectionStart: at, selectionEnd } = field;
      const remove = selectionEnd - at;
      const room = MAX_SHAPE_TEXT - (field.value.length - remove);
      onEdit({ at, remove, insert: letters.replace(/\r\n?/g, "\n").slice(0, Math.max(0, room)) });
      events.onInput();
    },
    onKey(event) {
      if (event.key !== "Tab" || event.altKey || event.ctrlKey || event.metaKey) return false;
      const at = binding.selection;
      if (at === null || new FormattedText(text).lineLook(at.from) === null) return false;
      format.act({ kind: "indent", by: event.shiftKey ? -1 : 1 });
      return true;
    },
  };

  return {
    element: field.element,
    binding,
    format,
    stand(shape: TextualShape, style) {
      const { element } = field;
      Object.assign(element.style, style);
      element.style.setProperty("--text-mono", familyOf("mono"));
      element.style.setProperty("--text-color", style.color ?? "");
      if (typeof style.color === "string" && style.color !== color) {
        color = style.color;
        if (!isComposing) field.show();
      }
      standLists(element, shape, shownText(shape));
    },
    focus: () => field.focus(),
    select: (start, end, direction) => field.setSelectionRange(start, end, direction),
    selection: () => ({
      start: field.selectionStart,
      end: field.selectionEnd,
      direction: field.selectionDirection,
    }),
    destroy() {
      listening.abort();
      binding.destroy();
      field.element.remove();
    },
  };
}
