import {
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  type Ref,
  type ToggleEvent,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";

/** CSS pixels between the button and what it opens, and between that and the window's edge. */
const GAP = 12;
const EDGE = 8;

/** The attributes that the button of a popover must have. */
export interface PopoverTrigger {
  readonly ref: Ref<HTMLButtonElement>;
  readonly popoverTarget: string;
  readonly "aria-haspopup": "dialog";
  readonly "aria-expanded": boolean;
  onClick(event: MouseEvent<HTMLButtonElement>): void;
}

export interface PopoverProps {
  /** The accessible name of what opens. */
  label: string;
  className?: string;
  /** On which side of the button it opens, and with which of its edges it lines up. */
  side?: "top" | "bottom";
  align?: "start" | "end";
  trigger(props: PopoverTrigger): ReactElement;
  children: ReactNode | ((close: () => void) => ReactNode);
}

/**
 * A button and the popover that it opens, by the browser's own popover. It lies
 * on top of everything, closes by Escape or a press elsewhere, and is next to
 * its button in the order of Tab. Then the focus goes back to the button if it
 * was opened by key. A button that was clicked leaves the keys to the page.
 */
export function Popover(props: PopoverProps) {
  const { side = "bottom", align = "end" } = props;
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const wasClicked = useRef(false);

  useEffect(() => {
    if (!open) return;
    const close = () => content.current?.hidePopover();
    window.addEventListener("resize", close);
    return () => window.removeEventListener("resize", close);
  }, [open]);

  function onBeforeToggle(event: ToggleEvent<HTMLDivElement>): void {
    if (event.newState !== "open" || button.current === null) return;
    place(event.currentTarget, button.current, side, align);
    setOpen(true);
  }

  /** Only afterwards: what is emptied while it closes loses the focus before the browser can give it back. */
  function onToggle(event: ToggleEvent<HTMLDivElement>): void {
    if (event.newState !== "closed") return;
    setOpen(false);
    if (wasClicked.current && document.activeElement === button.current) button.current?.blur();
  }

  return (
    <>
      {props.trigger({
        ref: button,
        popoverTarget: id,
        "aria-haspopup": "dialog",
        "aria-expanded": open,
        onClick: ({ detail }) => {
          // A key that presses a button reports no clicks.
          wasClicked.current = detail > 0;
        },
      })}
      <div
        ref={content}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={props.label}
        className={`popover ${props.className ?? ""}`}
        onBeforeToggle={onBeforeToggle}
        onToggle={onToggle}
      >
        {open ? contentOf(props.children, () => content.current?.hidePopover()) : null}
      </div>
    </>
  );
}

function contentOf(children: PopoverProps["children"], close: () => void): ReactNode {
  return typeof children === "function" ? children(close) : children;
}

/** Lines the popover up with its button. Its size is not known yet, so it is held at the edges that meet. */
function place(
  content: HTMLElement,
  button: HTMLElement,
  side: "top" | "bottom",
  align: "start" | "end",
): void {
  const box = button.getBoundingClientRect();
  const { innerWidth, innerHeight } = window;
  const across = Math.max(EDGE, align === "end" ? innerWidth - box.right : box.left);
  const along = side === "bottom" ? box.bottom + GAP : innerHeight - box.top + GAP;
  const { style } = content;
  style.inset = "auto";
  style[align === "end" ? "right" : "left"] = `${across}px`;
  style[side === "bottom" ? "top" : "bottom"] = `${along}px`;
  style.maxWidth = `${innerWidth - across - EDGE}px`;
  style.maxHeight = `${innerHeight - along - EDGE}px`;
}
