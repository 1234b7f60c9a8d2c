import { Mark } from "../ui/mark.tsx";
import { Notice } from "./notice.tsx";

/** The page for an address that is none of ours. */
export function NotFoundPage() {
  return (
    <Notice
      icon={<Mark size={40} />}
      heading="Nothing stands here"
      text="This address leads to no page and no room. Room links look like /room/ followed by up to 64 letters, digits, hyphens and underscores; perhaps a part of it got lost."
    >
      <a className="primary" href="/">
        Go to the front page
      </a>
    </Notice>
  );
}
