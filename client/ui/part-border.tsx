/** The border of a part of the page: when the part fails, it says so, and the rest of the page goes on. */
import { Component, type ReactNode } from "react";
import { words } from "../words/words.ts";
import { say } from "./say.ts";

/** Times that a part is drawn anew after it has failed. One that goes on failing stays away until the page is loaded. */
const MOST_RETRIES = 3;

interface PartBorderProps {
  readonly children: ReactNode;
  /** Puts away what the part was opened with, before it is drawn anew. */
  readonly onFail?: () => void;
}

/** Draws a part of the page. React reports the error to the browser's log. */
export class PartBorder extends Component<PartBorderProps, { failed: boolean }> {
  override state = { failed: false };
  #retries = 0;

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(): void {
    say(words.lazy.broken);
    this.props.onFail?.();
    this.#retries += 1;
    if (this.#retries <= MOST_RETRIES) this.setState({ failed: false });
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}
