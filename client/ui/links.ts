/** Finds the addresses in a message, and shows each as what it is. */
import { LinkifyIt } from "linkify-it";
import { looksLikeAnother } from "./hosts.ts";

/** A piece of a message: text as it is, or an address to follow. */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "link";
      /** As it was written. */
      readonly text: string;
      readonly href: string;
      /** As it is shown: as written, or plainly where the host can be taken for another. */
      readonly shown: string;
    };

/**
 * Only addresses that say what they are: guessed ones turn `notes.md` and
 * `node.js` into links. Those with a user's name are found, to be left alone whole.
 */
const linkify = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: true, urlAuth: true })
  .add("ftp:", null)
  .add("//", null);

const SCHEMES: readonly string[] = ["http:", "https:", "mailto:"];

/** Characters that are not seen, or that turn the direction of others: an address with one is not what it seems. */
const DECEPTIVE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Cuts a message into text and links. Put together, the texts of all pieces are the message. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of linkify.match(text) ?? []) {
    const href = safeAddress(match.raw, match.url);
    if (href === null) continue;
    if (match.index > end) pieces.push({ kind: "text", text: text.slice(end, match.index) });
    const shown = looksLikeAnother(match.raw) ? href : match.raw;
    pieces.push({ kind: "link", text: match.raw, href, shown });
    end = match.lastIndex;
  }
  if (end < text.length) pieces.push({ kind: "text", text: text.slice(end) });
  return pieces;
}

/** The address in its plain form (foreign letters of a host as `xn--…`); `null` when it must not be followed. */
function safeAddress(raw: string, address: string): string | null {
  if (DECEPTIVE.test(raw)) return null;
  const url = URL.parse(address);
  if (url === null || !SCHEMES.includes(url.protocol)) return null;
  if (url.username !== "" || url.password !== "") return null;
  // A mail address has no plain form that a browser makes: one that deceives is no link.
  return url.protocol === "mailto:" && looksLikeAnother(raw) ? null : url.href;
}
