/** Limits of the server: each with its unit and its reason. `docs/PROTOCOL.md` lists those that a client can meet. */

const KiB = 1024;
const MiB = 1024 * KiB;

// Frames and presence

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

/**
 * Characters of all presence states of a room together. A client that comes gets all of them, and a generic client sends
 * them back as one frame, which is at most `MAX_PRESENCE_FRAME`. 2,000 people with states of 480 characters fit.
 */
export const MAX_PRESENCE_SUM = 960 * KiB;

/** The largest awareness clock that a client may say. It counts one up for each change; the server adds the time in seconds. */
export const MAX_PRESENCE_CLOCK = 2 ** 30;

/** Bytes of one gesture's payload. */
export const MAX_GESTURE = 16 * KiB;

// Links, descriptors and requests

/** Links of one room that open it; of those that no longer do, as many again are listed. */
export const MAX_LINKS = 100;

/** Descriptors that one connection takes in workerd 1.20261023: counted in `/proc/<pid>/fd`. */
export const DESCRIPTORS_PER_SOCKET = 2;

/** Descriptors that one awake room takes: its database, write-ahead log and shared memory. */
export const DESCRIPTORS_PER_ROOM = 3;

/** Characters of a body that the REST interface reads. */
export const MAX_REST_BODY = 4 * KiB;

/** Keys that one socket may offer: each is compared with every link of the room. */
export const MAX_OFFERED_KEYS = 4;

// Chat

/**
 * Bytes of one room's chat: of each message its text in UTF-8, and the bytes
 * that its row and index take besides. 64 MiB are some 260,000 messages of 50
 * letters.
 */
export const MAX_CHAT = 64 * MiB;
export const MESSAGE_OVERHEAD = 200;

/**
 * Bytes of chat that one room takes, from everybody together: so many at once,
 * and so many a second in the long run. A hundred people who each send two
 * messages of 100 letters a second send 60 KB.
 */
export const CHAT_RATE = { burst: 4 * MiB, perSecond: 64 * KiB } as const;

// Comments

/**
 * Threads that a room has at once, comments in a thread besides the first, and comments in all, deleted ones
 * among them. A page draws each open thread's pin, and holds every comment.
 */
export const MAX_THREADS = 1_000;
export const MAX_REPLIES = 500;
export const MAX_COMMENTS = 20_000;

/** Bytes of all comments, each with `MESSAGE_OVERHEAD` besides its text: 20,000 of 600 letters. A page loads them all. */
export const MAX_COMMENT_BYTES = 16 * MiB;

/** Reactions of one comment: as many ids take 20 KB. */
export const MAX_COMMENT_REACTIONS = 500;

/** Marks of removed threads that a room keeps for clients that were away. One that lacks more gets everything anew. */
export const MAX_REMOVED_THREADS = 1_000;

/** Bytes of comments that a room takes, at once and a second in the long run: see `CHAT_RATE`. */
export const COMMENT_RATE = { burst: 2 * MiB, perSecond: 32 * KiB } as const;

/** Rows and characters of comments in one answer to `comment.list`. */
export const COMMENT_PAGE = { rows: 200, characters: 128 * KiB } as const;

// Pages of posts

/**
 * Requests for pages of one client that wait until it has read the page before. Then the characters of a page after
 * which the client is asked whether it has read it. A page of long messages has 400,000.
 */
export const ASKED_PAGES = 100;
export const UNASKED_PAGE = 16 * KiB;

// Images

/** Images of one room and their bytes together: some 300 photographs. Nothing of them is ever removed alone. */
export const MAX_ASSETS = 2_000;
export const MAX_ASSETS_BYTES = 128 * MiB;

/** Images that one person may bring into one room within a day, and their bytes. */
export const PERSON_ASSETS = { count: 300, bytes: 64 * MiB, ms: 24 * 60 * 60 * 1000 } as const;

/**
 * Bytes of images that a process holds while they come: in all, and for one visitor. Beyond, the
 * next one is asked to come again.
 */
export const INCOMING_ASSETS = { together: 64 * MiB, visitor: 32 * MiB } as const;

/** Milliseconds without a byte, and in all, after which an image that is being sent is given up. */
export const ASSET_STALL_MS = 15_000;
export const ASSET_MS = 5 * 60 * 1000;

// Windows of a broadcast

/** Updates at which a window closes early: a row and a frame to everybody cost as much as some dozen of them. */
export const WINDOW_UPDATES = 600;

/** Updates that `Y.mergeUpdates` merges at once, because it is super-linear (yjs/yjs#710). */
export const MERGE_GROUP = 200;

/** Bytes at which a window closes early. */
export const WINDOW_BYTES = 64 * KiB;

/**
 * Sockets up to which a room counts as small, and at which it is a crowd; between, dependent
 * figures grow.
 */
export const SMALL_ROOM = 10;
export const CROWD = 100;

/**
 * Milliseconds of a document window under load. A frame to a socket costs the
 * runtime some 35 µs whatever is in it. So a crowd gets fewer frames, as long
 * as 95 of 100 edits are still seen within 50 ms.
 */
export const WINDOW_MS = { smallRoom: 25, crowd: 33 } as const;

/** The most that a document window grows to when its timer comes late, in milliseconds. */
export const WINDOW_MS_MAX = 100;

/** Milliseconds of the window of presence and gestures. */
export const PRESENCE_WINDOW_MS = { smallRoom: 8, crowd: 100 } as const;

/**
 * Bytes of presence, and of gestures, that a room sends to all its sockets in one window, and a second in the long run.
 * The rest is told in the next windows: a crowd of 2,000 would get gigabytes at once.
 */
export const PRESENCE_BUDGET = { window: 4 * MiB, perSecond: 64 * MiB } as const;

/** Bytes of gestures that a room keeps for the next windows. Beyond, the oldest are left out: they are only seen. */
export const MAX_GESTURES_WAITING = 1 * MiB;

/** Milliseconds that a client leaves between two of its own frames of presence or gestures. */
export const PRESENCE_INTERVAL_MS = { smallRoom: 8, crowd: 250 } as const;

// Compaction

/** The log is compacted when it holds this many rows or bytes (and at least as many bytes as the snapshot). */
export const COMPACT_ROWS = 500;
export const COMPACT_BYTES = 512 * KiB;

/**
 * The same for a room that is busy with incoming frames: compaction takes a
 * third of the time that the edits did. Half a document is as much as a join
 * should have to bring besides the snapshot.
 */
export const COMPACT_BUSY_ROWS = 4_000;
export const COMPACT_BUSY_BYTES = 8 * MiB;

/** Milliseconds after which a room that was busy looks again whether it can compact a long log. */
export const COMPACT_BUSY_MS = 2_000;

/**
 * Bytes by which a document may grow (or a quarter, if that is more) before
 * deleted content is dropped also while people work. Merging alone would let a
 * room that never rests fill up with deleted content.
 */
export const COLLECT_GROWTH = 512 * KiB;

/** Milliseconds without a write after which a room compacts its log. */
export const COMPACT_QUIET_MS = 30_000;

// Joins

/**
 * Bytes of answers to step 1 that a room has on their way at once. An answer
 * that is not known to be read after so many milliseconds no longer counts. The
 * runtime keeps a copy for each socket until it is read, and an object has 128
 * MB. Measured: 20 joins of 5 MB at once took 155 MiB.
 */
export const JOIN_BYTES = 20 * MiB;
export const JOIN_INTERVAL_MS = 100;

/**
 * Bytes of large answers to step 1 that all sockets of a room may leave unread together. Beyond, the next ones wait,
 * and sockets that have left theirs unread for `STALL_MS` are closed to come again: the runtime holds these bytes.
 */
export const JOIN_UNREAD_BYTES = 128 * MiB;

// Documents, their updates and their past

/** Yjs clients in a state vector: those of a document, and as many again that only its sender has. */
export const MAX_VECTOR_CLIENTS = 131_072;

/** Milliseconds for which the snapshot before the present one is kept. */
export const PREVIOUS_SNAPSHOT_MS = 24 * 60 * 60 * 1000;

/** Bytes of compressed history that a room keeps; beyond, its oldest part keeps its outcome and no longer each step. */
export const HISTORY_BYTES = 20 * MiB;

/**
 * Structs and deleted ranges of one update: a board of 16 MiB has some 650,000.
 * A struct can be as small as two bytes. The room's own record of it takes up
 * to 50 while it reads, and a reader's Yjs builds about 200.
 */
export const MAX_UPDATE_STRUCTS = 1_000_000;

/** Documents inside the document that one update makes. Reading each one builds a `Y.Doc`. */
export const MAX_SUBDOCUMENTS = 100;

/** Levels of a value inside an item. Values that nest by thousands overflow the stack of each reader. */
export const MAX_NESTING = 100;

/**
 * Shared types (maps, texts, arrays) that lie in one another. Yjs overflows its
 * stack where it deletes or shows some thousand of them, and then loses the
 * rest of the update. Documents of rich text have some twenty.
 */
export const MAX_TYPE_NESTING = 100;

/**
 * Steps that Yjs may make to find the places of items among others that were
 * put to the same places at the same time. The first figure is for each item on
 * average: 500 people need it who always write to one spot at once. The second
 * comes on top, for two people who each put 1,400 items before one spot
 * offline. A step takes some 50 ns. So hostile items cost a reader about ten
 * times as much as honest ones, and a tenth of a second. The room makes the
 * same steps, so it makes no more than so many for one update.
 */
export const STEPS_PER_STRUCT = 256;
export const MAX_STEPS = 2_000_000;
export const MAX_STEPS_AT_ONCE = 4_000_000;

/**
 * Milliseconds after which a client is asked again for an edit that waits because too many have written at its place.
 * The first value counts at first, the second is the most. And the clients that are asked at once.
 */
export const CROWDED_MS = { first: 1_000, most: 64_000 } as const;
export const CROWDED_AT_ONCE = 50;

/** Bytes of a snapshot from which on its structure is kept beside it; that of a smaller one is built in a few milliseconds. */
export const LEAST_KEPT_STRUCTURE = 64 * KiB;

/** Clocks that one struct without content (collected or deleted) may ignore: no hand deletes more at once. */
export const MAX_EMPTY_RUN = 100_000;

/** The same in an answer to sync step 1, where the deletions of a long time offline are one struct. */
export const MAX_EMPTY_RUN_BROUGHT = 10_000_000;

/** Yjs clients that one `update` may bring; with more, the room asks for everything instead. */
export const MAX_NEW_CLIENTS = 8;

/** Yjs clients that an answer to sync step 1 may bring: a document that was made elsewhere has hundreds. */
export const MAX_NEW_CLIENTS_BROUGHT = 10_000;

/** Yjs clients of one document. Each stays in the state vector for ever, which every joiner sends and gets. */
export const MAX_CLIENTS = 65_536;

/** Bytes of one document above which our clients are warned. A `Y.Doc` takes 11 to 13 times as many. */
export const LARGE_DOCUMENT = 4 * MiB;

/** Bytes of one document above which only deletions are taken: browsers on phones fail beyond. */
export const MAX_DOCUMENT = 16 * MiB;

// Sockets, refusals and held frames

/** Bytes of one presence frame. A stock client sends everybody's states back, up to 2,000 of about 500 bytes. */
export const MAX_PRESENCE_FRAME = 1 * MiB;

/** Sockets in one room. The runtime allows 32,768; the fan-out of a room on one core does not. */
export const MAX_SOCKETS = 2_000;

/** Refusals, other than for a full document, after which a socket is closed: an honest client meets none. */
export const MAX_STRIKES = 3;

/** Bytes that are kept of a refused frame, frames that are kept, and how many are kept in a minute (each is a billed row). */
export const QUARANTINE_BYTES = 64 * KiB;
export const QUARANTINE_FRAMES = 100;
export const QUARANTINE_PER_MINUTE = 20;

/** Milliseconds in which a client that is asked shows that it is alive, before another may take its id. */
export const CHALLENGE_MS = 3_000;

/**
 * Milliseconds for which a document frame is held that brings edits of somebody
 * else who is here. The owner of these edits, who answers other questions, may
 * take that long to bring them. Our clients wait 10 s for an acknowledgement.
 */
export const HOLD_MS = 9_000;

/** Bytes of held frames in a room; bytes of one client's, where they are several; and how many those may be. */
export const HELD_BYTES = 32 * MiB;
export const HELD_BYTES_EACH = 1 * MiB;
export const HELD_FRAMES = 200;

// Archives

/** Bytes of a room's archive once it is unpacked. A room holds 16 MiB of documents, 20 MiB of past, and its chat. */
export const MAX_ARCHIVE = 512 * MiB;

/** Bytes of one file in an archive: a document at its limit, and deletions on top. One is in memory at a time. */
export const MAX_ARCHIVE_FILE = 24 * MiB;

/** Files in one archive: rows of a log, segments of history, pages of chat. */
export const MAX_ARCHIVE_FILES = 100_000;

/**
 * Characters of one line of JSON in an archive, or of its `room.json`: a window
 * by 2,000 people has 130,000. Parsing much longer ones takes gigabytes.
 */
export const MAX_ARCHIVE_LINE = 256 * KiB;

/** Messages in one file of an archive's chat. */
export const ARCHIVE_MESSAGES = 500;

/**
 * The unpacked size that an archive may have: so many bytes in any case, and so
 * many more for each byte that came. An honest one has 3 to 10; a text of one
 * letter 1000.
 */
export const ARCHIVE_FREE_BYTES = 64 * MiB;
export const ARCHIVE_RATIO = 100;

/** Bytes of an archive's whole past once it is unpacked. A room keeps 20 MiB of it packed. */
export const MAX_PAST = 256 * MiB;

/**
 * Milliseconds without a byte, and bytes a second in the long run, of an archive
 * that is being sent. A server takes one at a time. A slow telephone sends 16 KB.
 */
export const ARCHIVE_STALL_MS = 30_000;
export const ARCHIVE_LEAST_RATE = 8 * KiB;

/** Bytes of an archive that a room is handed at once while it is moved there. */
export const ARCHIVE_BATCH = 2 * MiB;

/** Milliseconds without a further part after which a room gives up an archive that was being moved into it. */
export const IMPORT_STALL_MS = 60_000;

/** Bytes and entries of one segment of history once it is unpacked: a log is compacted long before it is as long. */
export const MAX_SEGMENT = 64 * MiB;
export const MAX_SEGMENT_ENTRIES = 100_000;

/** Milliseconds that an export or an import may take: meanwhile the room does not compact. */
export const ARCHIVE_MS = 10 * 60 * 1000;

// Rates, and what a socket leaves unread

/**
 * The frames and bytes that one socket may send: so many at once (`burst`), and
 * so many a second in the long run. The limits are generous, because a client
 * that pipelines a whole history of edits is honest and cannot be told to slow
 * down. They protect the other rooms' share of the CPU from a client that never
 * stops.
 */
export const RATES = {
  /** Binary frames. A stock client typed 260,000 edits in one go. */
  frames: { burst: 400_000, perSecond: 10_000 },
  /** Bytes of binary frames. */
  bytes: { burst: 96 * MiB, perSecond: 4 * MiB },
  /** Presence and gestures: a hand makes at most about 150 a second. */
  ephemeral: { burst: 4_000, perSecond: 400 },
  /** Questions that are answered with the whole document or everybody: sync step 1, query awareness. */
  joins: { burst: 60, perSecond: 1 },
  /** Document frames with edits of somebody else who is here: each asks the owner a question. Hands type 10 edits a second. */
  foreign: { burst: 200, perSecond: 20 },
  /** Chat messages; those that were written offline come at once. */
  chat: { burst: 100, perSecond: 2 },
  /** Acts on comments; those that were done offline come at once. */
  comments: { burst: 100, perSecond: 2 },
  /** Calls that bring everybody to a place: each shows a note on every page. */
  gather: { burst: 5, perSecond: 0.2 },
  /** Other text frames. */
  events: { burst: 100, perSecond: 10 },
} as const;

/**
 * Bytes sent to one socket after which it is asked whether it has read them.
 * The runtime queues frames without limit and does not say how many wait
 * (cloudflare/workerd#988), so only answers tell.
 */
export const TICK_BYTES = 512 * KiB;

/** Bytes that one waiting frame costs besides its own. */
export const FRAME_OVERHEAD = 64;

/** Bytes, or milliseconds, without an answer, after which a socket is sent nothing more until it has read. */
export const BEHIND_BYTES = 1 * MiB;
export const BEHIND_MS = 5_000;

/**
 * Bytes that a socket may leave unread without any progress for `STALL_MS`, and milliseconds without an answer,
 * after which it is closed to come again. A join does not count.
 */
export const MAX_UNREAD = 8 * MiB;
export const STALL_MS = 10_000;
export const SLOW_MS = 30_000;

/**
 * Bytes unread or held at which a socket is closed at once. Then the sum that throttled sockets may
 * leave unread: an object has 128 MB.
 */
export const MAX_QUEUE = 32 * MiB;
export const MAX_QUEUES = 64 * MiB;

/**
 * Bytes that all rooms of a process send at once, and a second in the long run; more waits for its turn. A MiB to one
 * socket takes 1 to 4 ms of the thread that the rooms share.
 */
export const SEND_BUDGET = { burst: 8 * MiB, perSecond: 256 * MiB } as const;

/**
 * Bytes of an answer to step 1 after which the process pauses with such answers, and milliseconds of the pause for
 * each further MiB. The runtime copies a frame twice, in one go each: 5 ms a MiB and copy where memory is new. An edit
 * in another room needs the thread several times before others see it, and so must meet one such frame only.
 */
export const LARGE_ANSWER = { free: 5 * MiB, pauseMsPerMiB: 40 } as const;

/** Bytes of a frame that never waits for its turn: frames of other rooms must not delay a small edit. */
export const SMALL_FRAME = 4 * KiB;

/**
 * Bytes of frames above `BEHIND_BYTES` that the sockets of a room may leave unread together, answers to step 1 apart.
 * Beyond, the next ones wait, and sockets that leave theirs unread for `STALL_MS` are closed to come again.
 */
export const LARGE_UNREAD_BYTES = 64 * MiB;

// Liveness

/** Milliseconds of silence after which a socket is asked whether it lives, and the time that it has to answer. */
export const SILENT_MS = 25_000;
export const ANSWER_MS = 8_000;

/** Milliseconds between two checks of liveness: while people are active, and the most in a room where nobody acts. */
export const SWEEP_MS = 25_000;
export const SWEEP_MS_MAX = 10 * 60 * 1000;

// Turns and the time of the processor

/**
 * Milliseconds for which a room works before the other rooms of its process have their turn. The second is the least
 * when many rooms are at work, which share the first. An edit in a quiet room waits for about one turn of each busy
 * room.
 */
export const TURN_MS = 10;
export const TURN_MS_LEAST = 2;

/** The same for a work in turns. An edit in another room needs the thread up to four times before others see it. */
export const WORK_TURN_MS = 10;

/** Bytes of an update from which on it is taken in turns; a smaller one takes a few milliseconds at most. */
export const LARGE_UPDATE = 64 * KiB;

/** Bytes of a room's database above which its log is read in turns when the room wakes: decoding one MiB may take 15 ms. */
export const LARGE_DATABASE = 1 * MiB;

/** Visitors who are remembered while they have no socket open; the oldest is forgotten first. */
export const MAX_VISITORS = 10_000;

/**
 * Milliseconds that a stock client waits before it reaches a room that has just
 * closed it for good, time after time. It waits for nothing at first, then for
 * `first`, doubled each time up to `most`. After `forget` without such a close
 * it begins anew. y-websocket 1.5 and 2.1 come back every 150 ms for ever.
 */
export const RECONNECT_MS = { first: 500, most: 30_000, forget: 10 * 60 * 1000 } as const;

/**
 * Places whose closes are remembered, where a place is a room and a client that comes to it. Then
 * the upgrades that wait at once: in all, and for one place.
 */
export const MAX_RECONNECTS = 10_000;
export const MAX_WAITING = { together: 500, perPlace: 20 } as const;

/**
 * Milliseconds of the room's time that one socket's frames may take: so many at once, and so many a second in the
 * long run. Generous, because a client that brings a long history of edits is honest. Beyond, its frames wait.
 */
export const CPU_BUDGET = { burst: 60_000, perSecond: 250 } as const;

/**
 * The cost of a frame to the room in milliseconds, where no clock says it. It
 * has four parts: the frame, each byte, each struct or deletion, and each step
 * that is made to place an item. On the machine of `docs/BENCHMARKS.md` frames
 * cost about that.
 */
export const PRICE = {
  frameMs: 0.02,
  byteMs: 0.000_01,
  partMs: 0.000_5,
  stepMs: 0.000_02,
  /** A socket that comes, and one that leaves: 2,000 at once took 1.3 s and 0.4 s. */
  arrivalMs: 0.7,
  departureMs: 0.2,
} as const;

/** Bytes of a frame with an update up to which only its price counts. */
export const MAX_PRICED = KiB;

/** Bytes of frames that may wait for a socket that is slowed; beyond, it is closed. */
export const SLOWED_BYTES = 32 * MiB;

/** The same for all frames of a room: beyond, the room pauses for as long as it works. */
export const ROOM_CPU_BUDGET = { burst: 120_000, perSecond: 500 } as const;

// Boards drawn over REST

/**
 * Bytes of a stored board that is drawn or listed over REST: about 3,000 shapes. The benchmark's drawing of this size
 * took 0.7 s of CPU and 105 MB as a picture, on two busy cores. Its longest turn took 270 ms. Four times as many bytes
 * took 2.9 s.
 */
export const MAX_DRAWN_DOCUMENT = MiB;

/** Boards that one process draws or lists at once: each takes time of all rooms. */
export const DRAWN_AT_ONCE = 2;

/** Bytes of the images in a board that is drawn over REST; those beyond are left out. */
export const MAX_DRAWN_IMAGES = 16 * MiB;
