import { expect, test } from "vitest";
import { Player } from "./player.ts";

/** Frames that come when the test says so. */
function testFrames() {
  let next: ((now: number) => void) | null = null;
  let now = 0;
  return {
    request(draw: (now: number) => void) {
      next = draw;
      return 1;
    },
    cancel() {
      next = null;
    },
    get isAsked() {
      return next !== null;
    },
    pass(milliseconds: number) {
      now += milliseconds;
      const draw = next;
      next = null;
      draw?.(now);
    },
  };
}

function playing(length = 100) {
  const frames = testFrames();
  const shown: number[] = [];
  return { frames, shown, player: new Player(length, frames, (at) => shown.push(at)) };
}

test("R213: while nobody sees the drawing, it asks for no frame", () => {
  const { frames, player } = playing();
  expect(frames.isAsked).toBe(false);
  player.setSeen(true);
  expect(frames.isAsked).toBe(true);
  player.setSeen(false);
  expect(frames.isAsked).toBe(false);
});

test("R213: it goes on where it was, however long nobody saw it", () => {
  const { frames, player, shown } = playing();
  player.setSeen(true);
  frames.pass(16);
  frames.pass(16);
  player.setSeen(false);
  frames.pass(60_000);
  player.setSeen(true);
  frames.pass(16);
  frames.pass(16);
  expect(shown).toEqual([0, 16, 16, 32]);
});

test("R213: a pause holds it, and play goes on", () => {
  const { frames, player } = playing();
  player.setSeen(true);
  player.pause();
  expect(player.state.get()).toBe("paused");
  expect(frames.isAsked).toBe(false);
  player.play();
  expect(frames.isAsked).toBe(true);
});

test("R213: it ends once, asks for no frame afterwards, and can be played again", () => {
  const { frames, player, shown } = playing(40);
  player.setSeen(true);
  for (let frame = 0; frame < 4; frame++) frames.pass(20);
  expect(shown).toEqual([0, 20, 40]);
  expect(player.state.get()).toBe("over");
  expect(frames.isAsked).toBe(false);
  player.play();
  frames.pass(20);
  expect(shown.at(-1)).toBe(0);
});

test("R213: a user who wishes no motion sees the end at once", () => {
  const { frames, player, shown } = playing(40);
  player.finish();
  player.setSeen(true);
  expect(shown).toEqual([40]);
  expect(frames.isAsked).toBe(false);
});
