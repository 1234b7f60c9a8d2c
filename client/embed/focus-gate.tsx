import { type ReactNode, useEffect, useRef } from "react";

/** Lets the wheel through to the board only while this frame has the focus: until then it scrolls the host page. */
export function FocusGate({ children }: { children: ReactNode }) {
  const gate = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = gate.current;
    const onWheel = (event: WheelEvent) => {
      if (!document.hasFocus()) event.stopPropagation();
    };
    element?.addEventListener("wheel", onWheel, { capture: true, passive: true });
    return () => element?.removeEventListener("wheel", onWheel, { capture: true });
  }, []);
  return (
    <div ref={gate} className="embed-gate">
      {children}
    </div>
  );
}
