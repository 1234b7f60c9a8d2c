/**
 * Every limit of Stoa, with its unit and its reason. Both ends import these;
 * `docs/PROTOCOL.md` lists the ones that a client can meet.
 */

const KiB = 1024;
const MiB = 1024 * KiB;

/** Bytes of one binary frame that carries document data. A stock client brings a whole document as one frame. */
export const MAX_DOCUMENT_FRAME = 16 * MiB;

/** Bytes of any other frame: presence, gestures, text. */
export const MAX_OTHER_FRAME = 64 * KiB;

/**
 * Bytes of one BLOB that we write. Cloudflare's limit is 2 MB a row
 * (developers.cloudflare.com/durable-objects/platform/limits); the local
 * runtime allows more, so only our own code can keep us below it.
 */
export const MAX_ROW_BLOB = 1 * MiB;

/**
 * Characters of one client's presence state as JSON. It is kept in the socket's
 * attachment, for which the runtime allows 16,384 bytes
 * (developers.cloudflare.com/durable-objects/best-practices/websockets).
 */
export const MAX_PRESENCE_STATE = 4 * KiB;

/** Bytes of one gesture's payload. */
export const MAX_GESTURE = 16 * KiB;

/** Characters of a room id. */
export const MAX_ROOM_ID = 64;

/** Characters of a room's title. */
export const MAX_TITLE = 80;

/** Characters of a person's name. */
export const MAX_NAME = 40;

/** Characters of one chat message. */
export const MAX_MESSAGE = 4000;

/** Messages in one page of the chat. */
export const MAX_MESSAGE_PAGE = 50;

/** Characters of the text in one shape that is drawn; the document may hold more. */
export const MAX_SHAPE_TEXT = 20_000;

/** Points of one pen stroke. A longer one is cut into two by the pen. */
export const MAX_INK_POINTS = 5_000;

/** How far from the origin a shape may lie, in board units. Beyond, floating point shows. */
export const MAX_COORDINATE = 10_000_000;

/** Updates that one window merges. `Y.mergeUpdates` is super-linear (yjs/yjs#710). */
export const WINDOW_UPDATES = 200;

/** Bytes at which a window closes early. */
export const WINDOW_BYTES = 64 * KiB;

/** Milliseconds of a document window under load, and the most it grows to when its timer comes late. */
export const WINDOW_MS = 25;
export const WINDOW_MS_MAX = 100;

/** Milliseconds of the window of presence and gestures: in a small room, and the most in a crowd. */
export const PRESENCE_WINDOW_MS = 8;
export const PRESENCE_WINDOW_MS_MAX = 50;

/** Sockets at which the presence window has grown to its most. */
export const PRESENCE_WINDOW_CROWD = 100;

/** The log is compacted when it holds this many rows or bytes (and at least as many bytes as the head). */
export const COMPACT_ROWS = 500;
export const COMPACT_BYTES = 512 * KiB;

/** Milliseconds without a write after which a room tidies its log. */
export const COMPACT_QUIET_MS = 30_000;

/** Bytes of a document above which compaction merges without building a `Y.Doc` (11 to 13 times its size in memory). */
export const MAX_COLLECT = 4 * MiB;

/** Milliseconds for which the head before the present one is kept. */
export const PREVIOUS_HEAD_MS = 24 * 60 * 60 * 1000;

/** Bytes of compressed history that a room keeps; beyond, its oldest part keeps its outcome and no longer each step. */
export const HISTORY_BYTES = 20 * MiB;
