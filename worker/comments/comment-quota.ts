/** The quota of a room's comments: how many there may be, of how many bytes, and how fast they may come. */
import type { Comment } from "../../shared/comments/comment.ts";
import { Bucket } from "../connection/rates.ts";
import {
  COMMENT_PAGE,
  COMMENT_RATE,
  MAX_COMMENT_BYTES,
  MAX_COMMENTS,
  MESSAGE_OVERHEAD,
} from "../limits.ts";
import type { PostRows, Stretch } from "../posts/post-rows.ts";

/** Why a text is not taken. */
export interface TextRefusal {
  readonly code: "comments-full" | "too-fast";
  readonly retryAfter?: number;
}

const FULL: TextRefusal = { code: "comments-full" };

/** The room that the texts of comments may take, and what they have taken of it. */
export class CommentQuota {
  readonly #posts: PostRows;
  readonly #bucket = new Bucket(COMMENT_RATE, Date.now());
  /** How many comments there are and their bytes, as of a change. */
  #usage = { at: -1, count: 0, bytes: 0 };

  constructor(posts: PostRows) {
    this.#posts = posts;
  }

  /**
   * Takes a text, which stands in the place of `before`; null: it is a new comment.
   *
   * @param at the number of the latest change.
   * @returns why it is not taken; null when it is.
   */
  take(text: string, before: string | null, at: number): TextRefusal | null {
    const usage = this.#usageAt(at);
    const bytes = bytesOf(text) - (before === null ? 0 : bytesOf(before));
    if (before === null && usage.count >= MAX_COMMENTS) return FULL;
    const overhead = (usage.count + 1) * MESSAGE_OVERHEAD;
    if (bytes > 0 && usage.bytes + bytes + overhead > MAX_COMMENT_BYTES) return FULL;
    const retryAfter = this.#bucket.take(bytesOf(text) + MESSAGE_OVERHEAD, Date.now());
    return retryAfter > 0 ? { code: "too-fast", retryAfter } : null;
  }

  /** Counted once a change: also after another instance has written rows. */
  #usageAt(at: number): { readonly count: number; readonly bytes: number } {
    if (this.#usage.at !== at) this.#usage = { at, ...this.#posts.usage() };
    return this.#usage;
  }
}

/** The first comments that fit into one page. */
export function fitting(comments: Stretch<Comment>): Stretch<Comment> {
  let characters = 0;
  for (const [index, { text }] of comments.items.entries()) {
    characters += text.length;
    if (characters <= COMMENT_PAGE.characters || index === 0) continue;
    const items = comments.items.slice(0, index);
    return { items, last: items.at(-1)?.change ?? 0, isCut: true };
  }
  return comments;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}
