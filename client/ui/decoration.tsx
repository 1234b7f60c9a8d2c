import { Component, type ReactNode } from "react";

/** Something without which the page is whole: when it fails, it is left out, and the browser's log has the error. */
export class Decoration extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}
