/** Close reasons: the words that a closed client gets, in at most 123 bytes (RFC 6455). */
import { CloseCode } from "../../shared/wire/close-codes.ts";

/** The words for a closed client, in at most 123 bytes (the limit of RFC 6455). */
export const CLOSE_REASONS: Record<CloseCode, string> = {
  [CloseCode.BadData]: "Stoa could not read a frame that this client sent.",
  [CloseCode.LinkRevoked]: "This link is no longer valid.",
  [CloseCode.NoAccess]: "This link gives no access to the room.",
  [CloseCode.RoomDeleted]: "This room was deleted.",
  [CloseCode.TooLarge]: "A frame was larger than Stoa takes.",
  [CloseCode.Busy]: "The room is busy. Come again.",
  [CloseCode.TooSlow]: "This client reads too slowly, or did not answer. Come again.",
  [CloseCode.TooFast]: "This client sends too much. Come again.",
};

/** The words for a visitor who opens a new room while the server's disk is low. */
export const DISK_LOW = "The server's disk is full, so it opens no new rooms. Come again later.";

/** The words for a visitor when the room's object cannot be made. */
export const UNREACHABLE = "The server cannot open this room at the moment. Come again later.";

/** The words for a visitor who opens a new room, and has made as many as one may. */
export const MANY_ROOMS =
  "Your network has made as many new rooms as it may. Open one of them, or come later.";

/** The words for a visitor when the stored rows of the room cannot be read at all. */
export const DAMAGED =
  "The stored content of this room is damaged. Its server's operator has been told.";
