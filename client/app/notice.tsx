import type { ReactNode } from "react";
import "./notice.css";

export interface NoticeProps {
  icon: ReactNode;
  heading: string;
  text: string;
  /** The actions that are possible now. */
  children: ReactNode;
}

/** A calm message that fills the page: what happened, and what to do. */
export function Notice({ icon, heading, text, children }: NoticeProps) {
  return (
    <main className="notice">
      <span className="notice-icon">{icon}</span>
      <h1>{heading}</h1>
      <p>{text}</p>
      <div className="notice-actions">{children}</div>
    </main>
  );
}
