/** A person's name as it stands on the page: with what tells it from others, and with what the room vouches for. */
import { BadgeCheck } from "lucide-react";
import { roomWords } from "../words/room-words.ts";
import { type NameTags, plainName } from "./names.ts";

export interface PersonNameProps {
  /** Their public id. */
  id: string;
  name: string;
  /** Does a token vouch for the name? */
  verified: boolean;
  tags: NameTags;
}

/** The name, then its tag, then the badge: neither can be written into a name. */
export function PersonName({ id, name, verified, tags }: PersonNameProps) {
  const tag = tags.tagOf(id, name);
  return (
    <>
      <bdi>{plainName(name)}</bdi>
      {tag === "" ? null : <span className="name-tag"> ({tag})</span>}
      {verified ? (
        <span
          className="verified"
          role="img"
          aria-label={roomWords.people.verified}
          title={roomWords.people.isVerified}
        >
          <BadgeCheck size={14} aria-hidden />
        </span>
      ) : null}
    </>
  );
}
