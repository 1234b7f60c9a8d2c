/** Milliseconds of rest before a tooltip appears, and after one within which the next does at once. */
const DELAY_MS = 500;
const AGAIN_MS = 300;
/** CSS pixels between a control and its tooltip, and between that and the window's edge. */
const GAP = 8;
const EDGE = 6;

/** On which side of its control a tooltip stands. */
export type TooltipSide = "top" | "right" | "bottom" | "left";

/**
 * Shows the tooltips of all controls that carry `data-tooltip` (and, if they
 * like, `data-tooltip-side`). One element for the whole page: it explains to
 * the eye what a control's accessible name already says.
 */
export function startTooltips(): void {
  const tip = document.createElement("div");
  tip.className = "tooltip";
  tip.popover = "manual";
  tip.setAttribute("aria-hidden", "true");
  document.body.append(tip);

  let control: HTMLElement | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hiddenAt = Number.NEGATIVE_INFINITY;

  function hide(): void {
    clearTimeout(timer);
    control = null;
    if (!tip.matches(":popover-open")) return;
    tip.hidePopover();
    hiddenAt = performance.now();
  }

  function consider(next: HTMLElement | null): void {
    if (next === control) return;
    hide();
    if (next === null) return;
    control = next;
    const delay = performance.now() - hiddenAt < AGAIN_MS ? 0 : DELAY_MS;
    timer = setTimeout(() => show(tip, next), delay);
  }

  document.addEventListener("pointerover", (event) => {
    // A finger covers what it points at, and its tooltip with it.
    if (event.pointerType === "mouse") consider(controlAt(event.target));
  });
  document.addEventListener("focusin", (event) => {
    const next = controlAt(event.target);
    consider(next?.matches(":focus-visible") ? next : null);
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("pointerdown", hide, { capture: true });
  document.addEventListener("keydown", hide, { capture: true });
}

function controlAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-tooltip]") : null;
}

function show(tip: HTMLElement, control: HTMLElement): void {
  if (!control.isConnected) return;
  tip.textContent = control.dataset["tooltip"] ?? "";
  tip.showPopover();
  const around = control.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const left = around.left + (around.width - width) / 2;
  const top = around.top + (around.height - height) / 2;
  const places: Record<TooltipSide, readonly [left: number, top: number]> = {
    top: [left, around.top - height - GAP],
    bottom: [left, around.bottom + GAP],
    left: [around.left - width - GAP, top],
    right: [around.right + GAP, top],
  };
  const side = control.dataset["tooltipSide"] ?? "top";
  const place = Object.entries(places).find(([name]) => name === side)?.[1] ?? places.top;
  tip.style.left = `${within(place[0], window.innerWidth - width)}px`;
  tip.style.top = `${within(place[1], window.innerHeight - height)}px`;
}

function within(place: number, most: number): number {
  return Math.max(EDGE, Math.min(place, most - EDGE));
}
