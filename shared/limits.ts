/** Limits that both ends read: each with its unit and its reason. They are a contract. */

const KiB = 1024;
const MiB = 1024 * KiB;

/** Bytes of one binary frame that carries document data. A stock client brings a whole document as one frame. */
export const MAX_DOCUMENT_FRAME = 16 * MiB;

/** Bytes of a pointer's frame: its type, and two coordinates in eighths of a unit, of at most four bytes each. */
export const MAX_POINTER_FRAME = 9;

/** Points of one laser frame: an interval of 50 ms has 7 of a mouse that reports 125 times a second. */
export const MAX_LASER_POINTS = 16;

/** Bytes of a laser's frame: its type, whether it begins, and its points of at most eight bytes each. */
export const MAX_LASER_FRAME = 2 + 8 * MAX_LASER_POINTS;

/** Bytes of a view's frame: its type, a place, and two lengths in eighths of a unit, of at most four bytes each. */
export const MAX_VIEW_FRAME = 17;

/** Characters of a room id. */
export const MAX_ROOM_ID = 64;

/** Characters of a room's title. */
export const MAX_TITLE = 80;

/** Characters of a person's name. */
export const MAX_NAME = 40;

/** Combining marks on one letter of a name. Pointed Hebrew has three; more only cover the lines above and below. */
export const MAX_NAME_MARKS = 4;

/** Characters of a link's label. */
export const MAX_LABEL = 80;

/**
 * The share of the process's descriptors beyond which nobody new comes in. The rest is for sockets that were just
 * accepted, files of pages, and rooms that wake: at the limit workerd ends (`accept(): Too many open files`).
 */
export const DESCRIPTORS_SHARE = 0.8;

/**
 * Descriptors without which `npm start` refuses to start. The runtime takes 19 for itself; four fifths of 256 are
 * enough for 37 people in rooms of their own.
 */
export const MIN_DESCRIPTORS = 256;

/** Characters of one chat message. */
export const MAX_MESSAGE = 4000;

/** Messages in one page of the chat. */
export const MAX_MESSAGE_PAGE = 50;

/** People whom one text names by `@`. */
export const MAX_MENTIONS = 20;

/** Characters of the text in one shape that is drawn; the document may hold more. */
export const MAX_SHAPE_TEXT = 20_000;

/** Points of one pen stroke. A longer one is cut into two by the pen. */
export const MAX_INK_POINTS = 5_000;

/** How far from the origin a shape may lie, in board units. Beyond, floating point shows. */
export const MAX_COORDINATE = 10_000_000;

/** Frames in which a shape may lie, one in another. Readers walk up no further, so that a place costs a few steps. */
export const MAX_PARENTS = 8;

/** Groups that a shape may belong to, one in another. */
export const MAX_GROUPS = 8;

/** Characters of a shape's id, and of a group's. */
export const MAX_SHAPE_ID = 64;

/** Shapes that are copied or pasted at once: as many as a reader shows in hands. */
export const MAX_CLIPPING_SHAPES = 20_000;

/** Bytes of the text of copied shapes: as one update of the document it is smaller than `MAX_DOCUMENT_FRAME`. */
export const MAX_CLIPPING_BYTES = 8 * MiB;

/** Shapes of a board in a file: a board of this many is still painted and moved without a stop. */
export const MAX_FILE_SHAPES = 100_000;

/** Bytes of the text of a board in a file, its images included. */
export const MAX_FILE_BYTES = 96 * MiB;

/** Fields of one pasted shape. Kinds of today have up to 24. */
export const MAX_CLIPPING_FIELDS = 64;

/** Bytes of one image. A photograph that the page scaled down has 0.2 to 1.5 MiB; a GIF is kept as it is. */
export const MAX_ASSET = 8 * MiB;

/** Characters of the text that stands for an image. */
export const MAX_ALT = 500;

/** Pixels of an image's side. A browser takes 4 bytes for each pixel: 64 MiB for the largest image. */
export const MAX_ASSET_SIDE = 4_096;

/** Bytes a second that a slow connection must carry; frames on their way get that much more time. */
export const LEAST_BYTES_PER_SECOND = 64 * KiB;

/** Milliseconds after which our clients say `ping`, also when they hear others: browsers let a hidden page do so once a minute. */
export const PING_MS = 20_000;

/**
 * The limits of one visitor, who is an address or an IPv6 network of /64, in
 * one process. A school class behind one address meets none of these: 30
 * people, a few pages each, all back within seconds after a restart.
 * `VISITOR_LIMITS` changes them. A rate has an amount at once (`burst`), and an
 * amount that comes back.
 */
export const VISITOR = {
  /** Sockets at once; each takes about 0.2 MiB. */
  sockets: 500,
  /** Sockets that are opened, and requests to rooms over REST: each may wake a room. */
  connections: { burst: 300, perSecond: 10 },
  /** Rooms in which this visitor is the first to write: each is a file, and may grow to about 230 MiB. */
  rooms: { burst: 120, perSecond: 60 / 3_600 },
  /** Bytes that come in by sockets: 30 boards of 8 MiB at once, then 120 MiB a minute. */
  bytes: { burst: 256 * MiB, perSecond: 2 * MiB },
  /** Archives that are imported. */
  imports: { burst: 20, perSecond: 20 / 3_600 },
  /** Images that are asked for: 30 people who open a board of 200 at once, then 100 a second. */
  images: { burst: 6_000, perSecond: 100 },
} as const;
