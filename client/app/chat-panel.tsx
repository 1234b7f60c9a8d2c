import { ChevronDown, PanelRightClose } from "lucide-react";
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useLayoutEffect,
  useRef,
} from "react";
import { IconButton } from "../ui/icon-button.tsx";
import { words } from "../words/words.ts";
import { CHAT_WIDTH } from "./chat-layout.ts";
import "./chat-panel.css";

/** CSS pixels by which an arrow key moves the handle. */
const KEY_STEP = 16;

interface ChatDockProps {
  width: number;
  /** Takes a new width; without it there is no handle. */
  onWidth?: (width: number) => void;
  onClose(): void;
  children: ReactNode;
}

/** The chat docked at the right, with a handle to make it wider or narrower. */
export function ChatDock({ width, onWidth, onClose, children }: ChatDockProps) {
  return (
    <aside className="island chat-dock" style={{ width }} aria-labelledby="chat-heading">
      {onWidth === undefined ? null : <ResizeHandle width={width} onWidth={onWidth} />}
      <header>
        <h2 id="chat-heading">{words.chat.title}</h2>
        <IconButton
          label={words.chat.hide}
          icon={PanelRightClose}
          onClick={onClose}
          side="bottom"
        />
      </header>
      {children}
    </aside>
  );
}

function ResizeHandle({ width, onWidth }: { width: number; onWidth(width: number): void }) {
  const grabbed = useRef<{ x: number; width: number } | null>(null);

  function onPointerDown(event: PointerEvent): void {
    event.currentTarget.setPointerCapture(event.pointerId);
    grabbed.current = { x: event.clientX, width };
  }

  function onPointerMove(event: PointerEvent): void {
    if (grabbed.current !== null)
      onWidth(grabbed.current.width + grabbed.current.x - event.clientX);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowLeft: KEY_STEP, ArrowRight: -KEY_STEP };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onWidth(width + step);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that is moved is no rule between texts
    <div
      className="chat-resize"
      role="separator"
      aria-orientation="vertical"
      aria-label={words.chat.width}
      aria-valuenow={width}
      aria-valuemin={CHAT_WIDTH.least}
      aria-valuemax={CHAT_WIDTH.most}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        grabbed.current = null;
      }}
      onPointerCancel={() => {
        grabbed.current = null;
      }}
      onDoubleClick={() => onWidth(CHAT_WIDTH.usual)}
      onKeyDown={onKeyDown}
    />
  );
}

interface ChatSheetProps {
  onClose(): void;
  children: ReactNode;
}

/** The chat on a phone: a sheet from below, over the board. Escape and a press beside it close it. */
export function ChatSheet({ onClose, children }: ChatSheetProps) {
  const sheet = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = sheet.current;
    // The dialog itself takes the focus: the text box would bring up the keyboard over what one came to read.
    dialog?.showModal();
    dialog?.focus();
    return () => dialog?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does it for the keyboard
    <dialog
      ref={sheet}
      className="chat-sheet"
      aria-labelledby="chat-heading"
      tabIndex={-1}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === sheet.current) onClose();
      }}
    >
      <div className="chat-sheet-page">
        <header>
          <h2 id="chat-heading">{words.chat.title}</h2>
          <IconButton label={words.chat.hide} icon={ChevronDown} onClick={onClose} side="bottom" />
        </header>
        {children}
      </div>
    </dialog>
  );
}
