/** Tests of log lines that a client can cause. */
import { expect, onTestFinished, test, vi } from "vitest";
import { LimitedLine } from "./log.ts";

test("a line that clients can cause at will is told once a minute, with how often it happened", () => {
  vi.useFakeTimers();
  const info = vi.spyOn(console, "info").mockImplementation(() => undefined);
  onTestFinished(() => {
    vi.useRealTimers();
    info.mockRestore();
  });
  const line = new LimitedLine("incomplete");
  for (let times = 0; times < 1_000; times++) line.tell({ bytes: times });
  vi.advanceTimersByTime(59_999);
  line.tell({ bytes: 1_000 });
  const told = () => info.mock.calls.map(([text]) => JSON.parse(String(text)));
  expect(told()).toEqual([{ level: "info", event: "incomplete", bytes: 0, times: 1 }]);
  vi.advanceTimersByTime(1);
  line.tell({ bytes: 1_001 });
  expect(told().slice(1)).toEqual([
    { level: "info", event: "incomplete", bytes: 1_001, times: 1_001 },
  ]);
});
