/** Tests that `npm start` starts a runtime again that died, as the system ends one that takes too much memory. */
import { Observer } from "./observer.ts";
import { expect, test } from "./test.ts";

/** Deaths within a minute after which the command gives up. */
const DEATHS = 6;

test("R131: a runtime that was killed is started again, and everybody comes back with everything", async ({
  ownStoa,
  room,
}) => {
  const [writer, reader] = [new Observer(ownStoa, room), new Observer(ownStoa, room)];
  await Promise.all([writer.synced(), reader.synced()]);
  const read = (): string => reader.doc.getText("text").toString();
  writer.doc.getText("text").insert(0, "kept");
  await expect.poll(read).toBe("kept");

  const killed = ownStoa.runtimePid;
  process.kill(killed, "SIGKILL");
  await expect.poll(() => ownStoa.runtimePid).not.toBe(killed);
  await expect.poll(() => writer.provider.wsconnected && reader.provider.wsconnected).toBe(true);
  writer.doc.getText("text").insert(4, " on");
  await expect.poll(read).toBe("kept on");
  const newcomer = new Observer(ownStoa, room);
  await newcomer.synced();
  expect(newcomer.doc.getText("text").toString()).toBe("kept on");
  for (const somebody of [writer, reader, newcomer]) somebody.leaves();

  const again = ownStoa.runtimePid;
  expect(await ownStoa.stop()).toMatchObject({
    code: 0,
    output: expect.stringMatching(
      /^Stoa: workerd ended by itself \(SIGKILL\)\. It was started again \d+\.\d s later\.$/m,
    ),
  });
  expect(() => process.kill(again, 0)).toThrow("ESRCH");
});

test("R131: a runtime that keeps dying is given up with one sentence and exit code 1", async ({
  ownStoa,
}) => {
  const killed = new Set<number>();
  while (killed.size < DEATHS) {
    await expect.poll(() => killed.has(ownStoa.runtimePid)).toBe(false);
    killed.add(ownStoa.runtimePid);
    process.kill(ownStoa.runtimePid, "SIGKILL");
  }
  const ending = await ownStoa.ended;
  expect(ending.code).toBe(1);
  expect(ending.output.trim().split("\n").at(-1)).toBe(
    "Stoa: workerd ended by itself (SIGKILL). It died 6 times within a minute, so it is not started again.",
  );
});
