/** The CPU budget of each socket: what its frames cost, and what happens when they cost too much. */

import { CloseCode } from "../../shared/wire/close-codes.ts";
import { CPU_BUDGET, FRAME_OVERHEAD, SLOWED_BYTES } from "../limits.ts";
import { logInfo } from "../log.ts";
import type { Session } from "./session.ts";

/** The parts of the room that `CpuBudget` needs. */
export interface AroundCpuBudget {
  /** The turn of a frame that has waited has come. */
  onTurn(session: Session, data: Uint8Array | string): void;
  close(session: Session, code: CloseCode): void;
}

/** The frames of a socket that is slowed, in order. */
interface Waiting {
  readonly frames: (Uint8Array | string)[];
  bytes: number;
  timer: ReturnType<typeof setTimeout> | null;
}

/** The least milliseconds between two turns of a socket that is slowed. */
const LEAST_WAIT_MS = 50;

/**
 * Charges each socket with the time that its frames take. A socket that has
 * used up its budget is slowed: its frames wait, in order, until there is some
 * again. When too many bytes wait, the socket is closed (4529). Where clocks
 * stand still within a turn, as on Cloudflare's network, the prices of frames
 * are charged (`price.ts`).
 */
export class CpuBudget {
  readonly #around: AroundCpuBudget;
  readonly #slowed = new Map<Session, Waiting>();

  constructor(around: AroundCpuBudget) {
    this.#around = around;
  }

  /** Says whether a frame is handled now. If not, it waits for its turn, or its socket is closed. */
  admit(session: Session, data: Uint8Array | string): boolean {
    if (!session.isSlowed) return true;
    const waiting = this.#slowed.get(session);
    // It is closed.
    if (waiting === undefined) return false;
    waiting.frames.push(data);
    waiting.bytes += FRAME_OVERHEAD + data.length;
    if (waiting.bytes > SLOWED_BYTES) this.#around.close(session, CloseCode.TooFast);
    return false;
  }

  /** Charges a socket with milliseconds of work that its frame took. */
  charge(session: Session, ms: number): void {
    session.cpuLeftMs -= ms;
    if (session.cpuLeftMs < 0 && !session.isSlowed) this.#slow(session);
  }

  /** This socket has left. */
  forget(session: Session): void {
    const waiting = this.#slowed.get(session);
    if (waiting !== undefined) clearTimeout(waiting.timer);
    this.#slowed.delete(session);
  }

  #slow(session: Session): void {
    refill(session);
    if (session.cpuLeftMs >= 0) return;
    logInfo("slowed", { overMs: Math.round(-session.cpuLeftMs) });
    session.isSlowed = true;
    const waiting: Waiting = { frames: [], bytes: 0, timer: null };
    this.#slowed.set(session, waiting);
    this.#wait(session, waiting);
  }

  /** Goes on once there is some budget again. */
  #wait(session: Session, waiting: Waiting): void {
    const ms = Math.max(LEAST_WAIT_MS, (-session.cpuLeftMs / CPU_BUDGET.perSecond) * 1000);
    waiting.timer = setTimeout(() => this.#goOn(session, waiting), ms);
  }

  #goOn(session: Session, waiting: Waiting): void {
    refill(session);
    let taken = 0;
    for (const data of waiting.frames) {
      if (session.cpuLeftMs < 0 || !this.#slowed.has(session)) break;
      taken += 1;
      waiting.bytes -= FRAME_OVERHEAD + data.length;
      this.#around.onTurn(session, data);
    }
    waiting.frames.splice(0, taken);
    if (!this.#slowed.has(session)) return;
    if (waiting.frames.length > 0 || session.cpuLeftMs < 0) {
      this.#wait(session, waiting);
      return;
    }
    this.#slowed.delete(session);
    session.isSlowed = false;
  }
}

function refill(session: Session): void {
  const now = Date.now();
  // A clock that is set back fills nothing.
  const passed = Math.max(0, now - session.cpuAt);
  session.cpuAt = now;
  const filled = session.cpuLeftMs + (passed / 1000) * CPU_BUDGET.perSecond;
  session.cpuLeftMs = Math.min(CPU_BUDGET.burst, filled);
}
