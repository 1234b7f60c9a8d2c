import { Mark } from "../ui/mark.tsx";
import { words } from "../words/words.ts";
import { Notice } from "./notice.tsx";

/** The page for an address that is none of ours. */
export function NotFoundPage() {
  return (
    <Notice icon={<Mark size={40} />} heading={words.notFound.heading} text={words.notFound.text}>
      <a className="primary" href="/">
        {words.room.toFront}
      </a>
    </Notice>
  );
}
