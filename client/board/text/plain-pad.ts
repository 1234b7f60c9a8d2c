import type * as Y from "yjs";
import { TextBinding } from "./binding.ts";
import { makeField } from "./field.ts";
import type { Pad, PadEvents } from "./pad.ts";

/** May there be formatting in pasted HTML that a text keeps? The rich editor, which reads it, comes later. */
function mayBeFormatted(html: string): boolean {
  return /<(?:b|strong|i|em|u|ins|s|del|strike|code|kbd|pre|a|ul|ol|li|h[1-6])\b|data-stoa-text|font-(?:weight|style)|line-through|mso-list/i.test(
    html,
  );
}

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
  element.addEventListener(
    "paste",
    (event) => {
      const html = event.clipboardData?.getData("text/html") ?? "";
      if (!mayBeFormatted(html)) return;
      event.preventDefault();
      events.onPasted(html, event.clipboardData?.getData("text/plain") ?? "");
    },
    { signal: listening.signal },
  );
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
