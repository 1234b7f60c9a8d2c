/** A stand-in for the browser's socket and events: the room's end is in the test's hands. */
import { vi } from "vitest";
import * as Y from "yjs";
import type { RoomEvent } from "../../shared/wire/events.ts";
import { readClientFrame, step1Frame, step2Frame } from "../../shared/wire/frames.ts";
import { openRoom, type Room } from "./room.ts";

/** The states of a socket, as browsers number them. */
const [CONNECTING, OPEN, CLOSING, CLOSED] = [0, 1, 2, 3] as const;

/** The browser's socket, with the room's end in the test's hands. */
export class RoomEnd extends EventTarget {
  /** All that were opened, the newest last. */
  static readonly all: RoomEnd[] = [];
  /** The room's behaviour when a socket is opened. */
  static knocked: (end: RoomEnd) => void;
  readonly protocols: readonly string[];
  readyState: number = CONNECTING;
  readonly sent: Uint8Array[] = [];
  readonly said: string[] = [];
  answersPings = true;
  binaryType = "";

  /** The socket that was opened last. */
  static get newest(): RoomEnd {
    const end = RoomEnd.all.at(-1);
    if (end === undefined) throw new Error("The page has opened no socket.");
    return end;
  }

  constructor(_url: string, protocols: readonly string[]) {
    super();
    this.protocols = protocols;
    RoomEnd.all.push(this);
    queueMicrotask(() => RoomEnd.knocked(this));
  }

  send(data: Uint8Array | string): void {
    if (this.readyState !== OPEN) throw new Error("The page sends into a socket that is not open.");
    if (typeof data !== "string") this.sent.push(data);
    else this.said.push(data);
    if (data !== "ping" || !this.answersPings) return;
    queueMicrotask(() => this.dispatchEvent(new MessageEvent("message", { data: "pong" })));
  }

  /** The page closes it; as in browsers, the answer to that comes later, or never. */
  close(): void {
    if (this.readyState < CLOSING) this.readyState = CLOSING;
  }

  /** The connection stands. */
  opens(): void {
    this.readyState = OPEN;
    this.dispatchEvent(new Event("open"));
  }

  /** Lets the client in and asks what the room lacks, which holds `stored`. */
  admits(stored = new Y.Doc()): void {
    this.opens();
    this.says(step1Frame(Y.encodeStateVector(stored)));
    this.says(step2Frame(Y.encodeStateAsUpdate(stored)));
  }

  says(data: Uint8Array | RoomEvent): void {
    const message = data instanceof Uint8Array ? data.slice().buffer : JSON.stringify(data);
    this.dispatchEvent(new MessageEvent("message", { data: message }));
  }

  closes(code: number): void {
    this.readyState = CLOSED;
    this.dispatchEvent(Object.assign(new Event("close"), { code, reason: "" }));
  }

  /** Breaks; browsers tell of the error before they tell of the close. */
  breaks(code = 1006): void {
    this.readyState = CLOSED;
    this.dispatchEvent(new Event("error"));
    this.closes(code);
  }

  /** Is it neither closed nor being closed? */
  get isAlive(): boolean {
    return this.readyState < CLOSING;
  }

  /** The document frames that came, as updates. */
  get brought(): Uint8Array[] {
    return this.sent.flatMap((bytes) => {
      const frame = readClientFrame(bytes);
      return frame?.kind === "step2" || frame?.kind === "update" ? [frame.update] : [];
    });
  }
}

/** The events of the page, and how many listen to them. */
export class PageEvents extends EventTarget {
  visibilityState: DocumentVisibilityState = "visible";
  listeners = 0;

  override addEventListener(...args: Parameters<EventTarget["addEventListener"]>): void {
    this.listeners += 1;
    super.addEventListener(...args);
  }

  override removeEventListener(...args: Parameters<EventTarget["removeEventListener"]>): void {
    this.listeners -= 1;
    super.removeEventListener(...args);
  }

  /** Shows the page, or hides it. */
  becomes(state: DocumentVisibilityState): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event("visibilitychange"));
  }

  /** Leaves the page. A browser that keeps it says `persisted`: it may come back. */
  goes({ persisted }: { readonly persisted: boolean }): void {
    this.dispatchEvent(Object.assign(new Event("pagehide"), { persisted }));
  }
}

/** Puts the stand-ins in the place of the browser's globals, and a room that admits everybody behind them. */
export function standIn(): PageEvents {
  const page = new PageEvents();
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
  vi.stubGlobal("document", page);
  vi.stubGlobal("WebSocket", RoomEnd);
  RoomEnd.all.length = 0;
  RoomEnd.knocked = (end) => end.admits();
  return page;
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
