/** A comment's text: its links can be followed, people whom it names stand out, all else is shown as it was typed. */
import type { ReactNode } from "react";
import type { Mention } from "../../shared/posts/post.ts";
import { piecesOf } from "../ui/links.ts";
import { mentionPieces } from "./mentions.ts";

interface CommentTextProps {
  text: string;
  mentions: readonly Mention[];
  myId: string;
}

export function CommentText({ text, mentions, myId }: CommentTextProps) {
  let position = 0;
  return (
    <p className="comments-text" dir="auto">
      {piecesOf(text).map((piece): ReactNode => {
        const key = position;
        position += piece.text.length;
        if (piece.kind === "text") {
          return <Named key={key} text={piece.text} mentions={mentions} myId={myId} />;
        }
        return (
          <a
            key={key}
            href={piece.href}
            title={piece.href}
            target="_blank"
            rel="noopener noreferrer nofollow ugc"
          >
            {piece.shown}
          </a>
        );
      })}
    </p>
  );
}

function Named({ text, mentions, myId }: CommentTextProps) {
  let position = 0;
  return mentionPieces(text, mentions).map((piece) => {
    const key = position;
    position += piece.text.length;
    if (piece.of === null) return piece.text;
    const isMe = piece.of.id === myId;
    return (
      <bdi key={key} className={isMe ? "comments-mention is-me" : "comments-mention"}>
        {piece.text}
      </bdi>
    );
  });
}
