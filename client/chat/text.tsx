import { piecesOf } from "../ui/links.ts";

/** A message's text: its links can be followed, everything else is shown as it was typed. */
export function MessageText({ text }: { text: string }) {
  let position = 0;
  return (
    <p className="chat-message-text" dir="auto">
      {piecesOf(text).map((piece) => {
        const key = position;
        position += piece.text.length;
        if (piece.kind === "text") return piece.text;
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
