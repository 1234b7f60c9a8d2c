import { useEffect, useState } from "react";

/** The outcome of copying: nothing yet, done, or refused by the browser. */
export type CopyState = "idle" | "copied" | "denied";

/** Milliseconds for which a button says that it has copied. */
const SAID_MS = 2_500;

/** Copies text; where the browser refuses, selects it in its field instead, to be copied by hand. */
export function useCopy(): [
  CopyState,
  (text: string, field: HTMLInputElement | HTMLTextAreaElement | null) => void,
] {
  const [state, setState] = useState<CopyState>("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), SAID_MS);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = (text: string, field: HTMLInputElement | HTMLTextAreaElement | null) => {
    const denied = () => {
      field?.select();
      setState("denied");
    };
    // Absent where the page is not served securely.
    if (!("clipboard" in navigator)) denied();
    else navigator.clipboard.writeText(text).then(() => setState("copied"), denied);
  };
  return [state, copy];
}
