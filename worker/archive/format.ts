/** The archive's format: its paths, and the schemas of its files. It knows neither rows nor tar. */
import * as v from "valibot";
import { linkAccessSchema, linkRoleSchema } from "../../shared/access.ts";
import {
  type AssetId,
  IMAGE_TYPES,
  type ImageType,
  parseAssetId,
  parseImageType,
} from "../../shared/assets.ts";
import { authorSchema, messageSchema, messageTextSchema } from "../../shared/chat/message.ts";
import { commentSchema, threadSchema } from "../../shared/comments/comment.ts";
import { MAX_LABEL, MAX_ROOM_ID } from "../../shared/limits.ts";
import { personIdSchema } from "../../shared/posts/post.ts";
import { titleSchema } from "../../shared/wire/events.ts";
import { MAX_ARCHIVE_LINE, MAX_SOCKETS } from "../limits.ts";
import { BadArchive } from "./tar.ts";

/**
 * A room as files. `docs/PROTOCOL.md` describes them for people who want to read
 * one without Stoa; a change that an older Stoa would misread needs a new number.
 */
export const ARCHIVE_VERSION = 3;

/** The version of an archive with images, and without comments. */
export const ARCHIVE_VERSION_WITHOUT_COMMENTS = 2;

/** The version of an archive without images and comments: every Stoa reads it. */
export const ARCHIVE_VERSION_WITHOUT_IMAGES = 1;

/** Where each thing lies. */
export const PATHS = {
  about: "room.json",
  checksums: "checksums.txt",
  head: (document: string) => `documents/${document}/head.yjs`,
  log: (document: string) => `documents/${document}/log.jsonl`,
  update: (document: string, number: number) => `documents/${document}/log/${numbered(number)}.yjs`,
  history: "history.jsonl",
  segment: (number: number) => `history/${numbered(number)}.gz`,
  chat: (number: number) => `chat/${numbered(number)}.jsonl`,
  threads: "comments/threads.jsonl",
  comments: (number: number) => `comments/${numbered(number)}.jsonl`,
  images: "images.jsonl",
  image: (id: AssetId, type: ImageType) => `images/${id}.${IMAGE_TYPES[type]}`,
} as const;

function numbered(number: number): string {
  return String(number).padStart(6, "0");
}

const time = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));

const linkSchema = v.object({
  id: v.number(),
  role: linkRoleSchema,
  label: v.pipe(v.string(), v.maxLength(MAX_LABEL)),
  createdAt: time,
  expiresAt: v.nullable(time),
  revokedAt: v.nullable(time),
});

/** `room.json`: the description of the room. */
export const aboutSchema = v.object({
  format: v.literal("stoa-room"),
  version: v.number(),
  room: v.nullable(v.pipe(v.string(), v.maxLength(MAX_ROOM_ID))),
  exportedAt: time,
  createdAt: time,
  title: titleSchema,
  access: linkAccessSchema,
  /** Without keys and without hashes: they are for a person to read, and open no copy of the room. */
  links: v.array(linkSchema),
  /** Documents of which no snapshot is sound: the updates that follow are all that could be read. */
  damaged: v.array(v.string()),
});
export type About = v.InferOutput<typeof aboutSchema>;

/** A person's public id. */
const who = v.array(v.pipe(v.string(), v.regex(/^[^\s\p{Cc}]{1,64}$/u)));

/** A line of `log.jsonl`: one update that came after the snapshot. */
export const logLineSchema = v.object({
  file: v.string(),
  fromAt: time,
  toAt: time,
  who: v.pipe(who, v.maxLength(MAX_SOCKETS)),
});
export type LogLine = v.InferOutput<typeof logLineSchema>;

/** A line of `history.jsonl`: one stretch of the past. */
export const historyLineSchema = v.object({
  file: v.string(),
  fromAt: time,
  toAt: time,
  entries: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type HistoryLine = v.InferOutput<typeof historyLineSchema>;

/** A line of `images.jsonl`: one image. Without a file, its bytes were damaged, and are not in the archive. */
export const imageLineSchema = v.object({
  file: v.nullable(v.string()),
  id: v.custom<AssetId>((value) => parseAssetId(value) !== null),
  type: v.custom<ImageType>((value) => parseImageType(value) !== null),
  by: v.pipe(v.string(), v.regex(/^[^\s\p{Cc}]{1,64}$/u)),
  at: time,
});
export type ImageLine = v.InferOutput<typeof imageLineSchema>;

/** A line of the chat. Its numbers leave room for those that follow. */
export const chatLineSchema = v.object({
  ...messageSchema.entries,
  seq: v.pipe(messageSchema.entries.seq, v.maxValue(2 ** 40)),
  at: time,
  text: messageTextSchema,
});

/** A line of `comments/threads.jsonl`: one thread. Those that were removed are left out. */
export const threadLineSchema = v.strictObject({
  ...v.omit(threadSchema, ["removed"]).entries,
  by: personIdSchema,
});

/** A line of the comments: one that was deleted has no text. */
export const commentLineSchema = v.pipe(
  v.object({ ...commentSchema.entries, by: v.omit(authorSchema, ["verified"]) }),
  v.check(({ text, deleted }) => (deleted === undefined) === v.is(messageTextSchema, text)),
  v.check(({ text, deleted }) => deleted === undefined || text === ""),
);

/** Values as JSON, one a line. */
export function toLines(values: readonly object[]): Uint8Array {
  return toBytes(values.map((value) => `${JSON.stringify(value)}\n`).join(""));
}

/** One value as JSON that a person can read. */
export function toJson(value: object): Uint8Array {
  return toBytes(`${JSON.stringify(value, null, 2)}\n`);
}

/** UTF-8. */
export function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/**
 * Reads a file of JSON lines.
 *
 * @throws BadArchive when a line is not as the schema says.
 */
export function* readLines<T>(
  path: string,
  data: Uint8Array,
  schema: v.GenericSchema<unknown, T>,
): Generator<T> {
  let number = 0;
  for (const line of toText(path, data).split("\n")) {
    number += 1;
    if (line !== "") yield read(`Line ${number} of ${path}`, line, schema);
  }
}

/**
 * Reads a file of JSON.
 *
 * @throws BadArchive when it is not as the schema says.
 */
export function readJson<T>(
  path: string,
  data: Uint8Array,
  schema: v.GenericSchema<unknown, T>,
): T {
  return read(path, toText(path, data), schema);
}

/** @throws BadArchive when the bytes are no UTF-8. */
export function toText(path: string, data: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch (error) {
    if (error instanceof TypeError) throw new BadArchive(`${path} is not UTF-8.`);
    throw error;
  }
}

function read<T>(what: string, text: string, schema: v.GenericSchema<unknown, T>): T {
  if (text.length > MAX_ARCHIVE_LINE) throw new BadArchive(`${what} is too long.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new BadArchive(`${what} is not JSON.`);
    throw error;
  }
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const where = v.getDotPath(issue);
  throw new BadArchive(`${what} is not as it should be${where === null ? "" : `: see ${where}`}.`);
}
