import * as v from "valibot";
import { roleSchema } from "../../shared/roles.ts";
import { logInfo } from "../log.ts";

/** One client's presence as its socket's attachment keeps it through sleep. */
const presenceEntrySchema = v.object({
  /** The Yjs client id, bound to the socket that first published it. */
  clientId: v.number(),
  /** The awareness clock of the state. */
  clock: v.number(),
  /** The state as JSON. */
  state: v.string(),
});
export type PresenceEntry = v.InferOutput<typeof presenceEntrySchema>;

const attachmentSchema = v.object({
  /** Ours speaks `stoa.v1`; stock is any y-websocket client. */
  kind: v.picklist(["ours", "stock"]),
  /** The person's public id in this room. */
  userId: v.string(),
  role: roleSchema,
  presence: v.nullable(presenceEntrySchema),
});
export type Attachment = v.InferOutput<typeof attachmentSchema>;

/** One socket, with what the room knows of it. What must outlive sleep is in `attachment`. */
export class Session {
  readonly socket: WebSocket;
  #attachment: Attachment;

  /**
   * How many document frames the client has sent since it answered our last
   * step 1 (that answer is number 1); `null` until it answers. Counting anew
   * keeps both ends' numbers equal when frames were lost in a crash.
   */
  received: number | null = null;

  /** How often we have told this client to pace itself, in milliseconds. */
  pace = 0;

  constructor(socket: WebSocket, attachment: Attachment) {
    this.socket = socket;
    this.#attachment = attachment;
  }

  /** Reads a socket that slept; `null` when its attachment is not one of ours. */
  static wake(socket: WebSocket): Session | null {
    const attachment = v.safeParse(attachmentSchema, socket.deserializeAttachment());
    return attachment.success ? new Session(socket, attachment.output) : null;
  }

  get isOurs(): boolean {
    return this.#attachment.kind === "ours";
  }

  get userId(): string {
    return this.#attachment.userId;
  }

  get role(): Attachment["role"] {
    return this.#attachment.role;
  }

  /** From now on this person may do what `role` may. */
  restrictTo(role: Attachment["role"]): void {
    this.#attachment = { ...this.#attachment, role };
    this.save();
  }

  get presence(): PresenceEntry | null {
    return this.#attachment.presence;
  }

  set presence(presence: PresenceEntry | null) {
    this.#attachment = { ...this.#attachment, presence };
  }

  /** Writes what must outlive sleep to the socket. */
  save(): void {
    this.socket.serializeAttachment(this.#attachment);
  }

  /**
   * Sends if the socket is still open. A socket can die between our look and
   * our send; its own close event tells the rest of the room, and one dead
   * socket must not cost the others their frame.
   */
  send(data: Uint8Array | string): void {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    try {
      this.socket.send(data);
    } catch (error) {
      logInfo("send-failed", { message: error instanceof Error ? error.message : String(error) });
    }
  }
}
