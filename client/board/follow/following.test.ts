import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { createStore } from "../../ui/store.ts";
import { endPresentation, present, step } from "../present/presenting.ts";
import { TestHand } from "../test-hand.ts";
import { cameraOn } from "../ways/glide.ts";
import { Following } from "./following.ts";

const BOX = { minX: 1_000, minY: 2_000, maxX: 3_000, maxY: 3_000 };

/** People in one room: each hears the presence of all, and the views that somebody sends. */
class Room {
  readonly #members = new Map<string, Member>();

  enters(id: string): Member {
    const member = new Member(id, this);
    this.#members.set(id, member);
    for (const other of this.#members.values()) {
      member.hears(other);
      other.hears(member);
    }
    return member;
  }

  tells(from: Member): void {
    for (const other of this.#members.values()) other.hears(from);
  }

  shows(from: Member): void {
    const view = from.sent.at(-1);
    for (const other of this.#members.values()) {
      if (other !== from && view !== undefined) {
        other.hand.channel.arrive(from.presence.clientID, view);
      }
    }
  }

  leaves(member: Member): void {
    this.#members.delete(member.id);
    member.presence.setLocalState(null);
    for (const other of this.#members.values()) other.hears(member);
  }
}

class Member {
  readonly id: string;
  readonly hand = new TestHand();
  readonly presence = new Awareness(new Y.Doc());
  readonly following: Following;
  readonly said = vi.fn<(sentence: string) => void>();

  constructor(id: string, room: Room) {
    this.id = id;
    clearInterval(this.presence._checkInterval);
    this.presence.setLocalState({ user: { id, name: id, color: "#2f7d4f" } });
    this.hand.editor.page.say = this.said;
    this.following = new Following({
      editor: this.hand.editor,
      presence: this.presence,
      myId: createStore(id),
      nameOf: (other) => other,
    });
    this.presence.on("update", (_change: unknown, origin: unknown) => {
      if (origin !== "room") room.tells(this);
    });
  }

  /** The views that it has sent. */
  get sent() {
    return this.hand.channel.sent.filter((gesture) => gesture.kind === "view");
  }

  get camera() {
    return this.hand.editor.view.camera.get();
  }

  hears({ presence }: Member): void {
    if (presence === this.presence) return;
    const update = encodeAwarenessUpdate(presence, [presence.clientID]);
    applyAwarenessUpdate(this.presence, update, "room");
  }

  looksAt(box: typeof BOX): void {
    const { editor } = this.hand;
    editor.view.camera.set(cameraOn(editor, box));
  }
}

let room: Room;
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("requestAnimationFrame", (step: () => void) => setTimeout(step, 16));
  vi.stubGlobal("cancelAnimationFrame", (timer: number) => clearTimeout(timer));
  room = new Room();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("R348: a view is told only while somebody follows, at once and at each change", () => {
  const [mina, jonas] = [room.enters("mina"), room.enters("jonas")];
  mina.looksAt(BOX);
  expect(mina.sent).toEqual([]);
  jonas.following.follow("mina");
  expect(mina.sent.length).toBe(1);
  mina.looksAt({ ...BOX, maxX: 9_000 });
  expect(mina.sent.length).toBe(2);
  jonas.following.stop();
  mina.looksAt(BOX);
  expect(mina.sent.length).toBe(2);
  expect(jonas.sent).toEqual([]);
});

test("R349: a follower sees all that the leader sees, in a window of another shape, and goes there smoothly", () => {
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  const [mina, jonas] = [room.enters("mina"), room.enters("jonas")];
  jonas.hand.editor.view.viewport.set({ width: 400, height: 900 });
  jonas.following.follow("mina");
  mina.looksAt(BOX);
  room.shows(mina);
  const from = jonas.camera;
  const ways: number[] = [];
  for (let frame = 0; frame < 12; frame++) {
    vi.advanceTimersByTime(16);
    ways.push(jonas.camera.x);
  }
  expect(ways.every((x, at) => x > (ways[at - 1] ?? from.x))).toBe(true);
  vi.advanceTimersByTime(2_000);
  expect(jonas.following.leader.get()).toBe("mina");
  const { x, y, zoom } = jonas.camera;
  const view = mina.hand.editor.view;
  const { width, height } = view.viewport.get();
  expect(x).toBeLessThanOrEqual(mina.camera.x + 1);
  expect(x + 400 / zoom).toBeGreaterThanOrEqual(mina.camera.x + width / mina.camera.zoom - 1);
  expect(y).toBeLessThanOrEqual(mina.camera.y + 1);
  expect(y + 900 / zoom).toBeGreaterThanOrEqual(mina.camera.y + height / mina.camera.zoom - 1);
  // It rests: no frame is asked for any more.
  vi.advanceTimersByTime(10_000);
  expect(vi.getTimerCount()).toBe(0);
});

test("R349: following ends as soon as the follower moves the board or writes, and the view stays", () => {
  const [mina, jonas] = [room.enters("mina"), room.enters("jonas")];
  jonas.hand.box("a", [0, 0]);
  jonas.following.follow("mina");
  room.shows(mina);
  vi.advanceTimersByTime(100);
  jonas.looksAt(BOX);
  expect(jonas.following.leader.get()).toBe(null);
  expect(mina.following.map.followersOf("mina")).toEqual([]);
  jonas.following.follow("mina");
  jonas.hand.editor.text.edit("a");
  expect(jonas.following.leader.get()).toBe(null);
  expect(jonas.said).not.toHaveBeenCalled();
});

test("R349: a leader who comes back at once is followed on, and one who stays away is not", () => {
  const jonas = room.enters("jonas");
  const mina = room.enters("mina");
  jonas.following.follow("mina");
  room.shows(mina);
  room.leaves(mina);
  vi.advanceTimersByTime(2_000);
  const again = room.enters("mina");
  expect(again.sent.length).toBe(1);
  room.shows(again);
  vi.advanceTimersByTime(60_000);
  expect(jonas.following.leader.get()).toBe("mina");
  room.leaves(again);
  vi.advanceTimersByTime(4_000);
  expect(jonas.following.leader.get()).toBe(null);
  expect(jonas.said).toHaveBeenCalledWith("mina has left. You move the board yourself again.");
});

test("R349: a person whose program tells no view is followed for some seconds, and the user is told", () => {
  const jonas = room.enters("jonas");
  room.enters("mina");
  jonas.following.follow("mina");
  vi.advanceTimersByTime(6_000);
  expect(jonas.following.leader.get()).toBe(null);
  expect(jonas.said.mock.calls[0]?.[0]).toContain("You cannot follow mina");
});

test("R350: a follower of a follower sees what the last in the chain sees", () => {
  const [mina, jonas, lea] = [room.enters("mina"), room.enters("jonas"), room.enters("lea")];
  jonas.following.follow("mina");
  lea.following.follow("jonas");
  expect(lea.following.source.get()).toBe("mina");
  mina.looksAt(BOX);
  room.shows(mina);
  vi.advanceTimersByTime(100);
  expect(lea.camera.x).toBeCloseTo(jonas.camera.x, 6);
  expect(jonas.sent).toEqual([]);
  // The one in between goes another way: then his own view counts.
  jonas.looksAt({ minX: 0, minY: 0, maxX: 10, maxY: 10 });
  expect(lea.following.source.get()).toBe("jonas");
  room.shows(jonas);
  vi.advanceTimersByTime(100);
  expect(lea.camera.x).toBeCloseTo(jonas.camera.x, 3);
});

test("R350: nobody follows a follower of their own, and a ring that closes opens again at one place", () => {
  const [a, b, c] = [room.enters("a"), room.enters("b"), room.enters("c")];
  a.following.follow("b");
  b.following.follow("a");
  expect(b.following.leader.get()).toBe(null);
  expect(b.said).toHaveBeenCalledOnce();
  b.following.follow("c");
  // It has not heard yet that a follows b.
  c.presence.setLocalStateField("follows", null);
  c.following.map.changes.subscribe(() => undefined);
  vi.spyOn(c.following.map, "chainFrom").mockReturnValueOnce({ end: "a", people: ["a"] });
  c.following.follow("a");
  expect([a, b, c].map(({ following }) => following.leader.get())).toEqual(["b", "c", null]);
});

test("R348: states of others that say strange things lead nowhere", () => {
  const jonas = room.enters("jonas");
  const mina = room.enters("mina");
  for (const follows of ["mina", "nobody", "", 7, "x".repeat(70), { id: "jonas" }]) {
    mina.presence.setLocalStateField("follows", follows);
    jonas.following.follow("mina");
    expect(jonas.following.source.get()).toBe("mina");
    jonas.following.stop();
  }
  jonas.following.follow("nobody");
  jonas.following.follow("jonas");
  expect(jonas.following.leader.get()).toBe(null);
});

test("R353: the others learn who presents, and a follower goes along from frame to frame", () => {
  const [mina, jonas] = [room.enters("mina"), room.enters("jonas")];
  for (const [at, id] of ["one", "two"].entries()) {
    const frame = { type: "frame", name: id, size: [800, 600] } as object;
    mina.hand.box(id, [at * 5_000, 0], frame);
  }
  expect(jonas.following.map.presenters()).toEqual([]);
  present(mina.hand.editor);
  expect(jonas.following.map.presenters()).toEqual(["mina"]);
  jonas.following.follow("mina");
  const middle = () => jonas.camera.x + 500 / jonas.camera.zoom;
  room.shows(mina);
  vi.advanceTimersByTime(100);
  expect(middle()).toBeCloseTo(400, 0);
  step(mina.hand.editor, 1);
  room.shows(mina);
  vi.advanceTimersByTime(100);
  expect(middle()).toBeCloseTo(5_400, 0);
  endPresentation(mina.hand.editor);
  expect(jonas.following.map.presenters()).toEqual([]);
  expect(jonas.following.leader.get()).toBe("mina");
});
