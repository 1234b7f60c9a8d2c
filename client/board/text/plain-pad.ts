import type * as Y from "yjs";
import { TextBinding } from "./binding.ts";
import { makeField } from "./field.ts";
import type { Pad, PadEvents } from "./pad.ts";

/** Opens a text for editing in a plain text area, which is not on the page yet. */
export function openPlainPad(text: Y.Text, label: string, events: PadEvents): Pad {
  const listening = new AbortController();
  const element = makeField(label, listening.signal, {
    ...events,
    onInput() {
      binding.input();
      events.onInput();
    },
    onCompositionStart() {
      events.onCompositionStart();
      binding.compositionStart();
    },
    onCompositionEnd() {
      binding.compositionEnd();
      events.onCompositionEnd();
    },
  });
  const binding = new TextBinding(element, text, events.write, events.onSync);
  return {
    element,
    binding,
    stand(_shape, style) {
      Object.assign(element.style, style);
      // Browsers scroll a field to its caret; what is seen here is always the whole text.
      element.scrollTop = 0;
      element.scrollLeft = 0;
    },
    focus: () => element.focus({ preventScroll: true }),
    select: (start, end, direction) => element.setSelectionRange(start, end, direction),
    selection: () => ({
      start: element.selectionStart,
      end: element.selectionEnd,
      direction: element.selectionDirection,
    }),
    destroy() {
      listening.abort();
      binding.destroy();
      element.remove();
    },
  };
}
