/** A stand-in for the browser's socket and events: the room's end is in the test's hands. */
import { vi } from "vitest";
import * as Y from "yjs";
import type { RoomEvent } from "../../shared/wire/events.ts";
import { readClientFrame, step1Frame, step2Frame } from "../../shared/wire/frames.ts";
import { openRoom, type Room } from "./room.ts";

/** The browser's socket, with the room's end in the test's hands. */
export class RoomEnd {
  /** All that were opened, the newest last. */
  static readonly all: RoomEnd[] = [];
  /** The room's behaviour when a socket is opened. */
  static knocked: (end: RoomEnd) => void;
  static readonly OPEN = 1;
  readyState = RoomEnd.OPEN;
  readonly sent: Uint8Array[] = [];
  readonly said: string[] = [];
  answersPings = true;
  binaryType = "";
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;

  /** The socket that was opened last. */
  static get newest(): RoomEnd {
    const end = RoomEnd.all.at(-1);
    if (end === undefined) throw new Error("The page has opened no socket.");
    return end;
  }

  constructor() {
    RoomEnd.all.push(this);
    queueMicrotask(() => RoomEnd.knocked(this));
  }

  send(data: Uint8Array | string): void {
    if (typeof data !== "string") this.sent.push(data);
    else this.said.push(data);
    if (data !== "ping" || !this.answersPings) return;
    queueMicrotask(() => this.onmessage?.({ data: "pong" }));
  }

  close(): void {
    this.onclose = null;
  }

  /** Lets the client in and asks what the room lacks, which holds `stored`. */
  admits(stored = new Y.Doc()): void {
    this.onopen?.();
    this.says(step1Frame(Y.encodeStateVector(stored)));
    this.says(step2Frame(Y.encodeStateAsUpdate(stored)));
  }

  says(data: Uint8Array | RoomEvent): void {
    this.onmessage?.({
      data: data instanceof Uint8Array ? data.slice().buffer : JSON.stringify(data),
    });
  }

  closes(code: number): void {
    this.onclose?.({ code, reason: "" });
  }

  /** The document frames that came, as updates. */
  get brought(): Uint8Array[] {
    return this.sent.flatMap((bytes) => {
      const frame = readClientFrame(bytes);
      return frame?.kind === "step2" || frame?.kind === "update" ? [frame.update] : [];
    });
  }
}

/** Puts the stand-ins in the place of the browser's globals, and a room that admits everybody behind them. */
export function standIn(): void {
  const events = { addEventListener: vi.fn(), removeEventListener: vi.fn() };
  vi.stubGlobal("addEventListener", events.addEventListener);
  vi.stubGlobal("removeEventListener", events.removeEventListener);
  vi.stubGlobal("document", { ...events, visibilityState: "visible" });
  vi.stubGlobal("WebSocket", RoomEnd);
  RoomEnd.all.length = 0;
  RoomEnd.knocked = (end) => end.admits();
}

/** Opens a room whose end `RoomEnd` is, without a copy in the browser. Time stands still until the test lets it pass. */
export async function opensRoom(): Promise<Room> {
  const room = openRoom({
    id: "room" as Room["id"],
    guestSecret: "x".repeat(43),
    server: "wss://stoa.test",
    offlineCopy: false,
  });
  await vi.advanceTimersByTimeAsync(0);
  return room;
}
