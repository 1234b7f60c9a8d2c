/** Tests of the setting `VISITOR_LIMITS`. */
import { describe, expect, it } from "vitest";
import { VISITOR } from "./limits.ts";
import { readVisitorLimits } from "./visitor-limits.ts";

describe("R125: the setting VISITOR_LIMITS", () => {
  it("has defaults", () => {
    for (const unset of [undefined, null, "", "  "]) {
      expect(readVisitorLimits(unset)).toEqual(VISITOR);
    }
  });

  it("can be off", () => {
    expect(readVisitorLimits("off")).toBe(null);
    expect(readVisitorLimits(" OFF ")).toBe(null);
  });

  it("changes what it names, and bursts in proportion", () => {
    const limits = readVisitorLimits("sockets=1000, connections=20 rooms=120");
    expect(limits).toEqual({
      ...VISITOR,
      sockets: 1_000,
      connections: { burst: 600, perSecond: 20 },
      rooms: { burst: 240, perSecond: 120 / 3_600 },
    });
  });

  it("always lets a whole document in", () => {
    expect(readVisitorLimits("megabytes=1")?.bytes.burst).toBe(32 * 1024 * 1024);
  });

  it.each(["sockets", "sockets=", "sockets=0", "sockets=-1", "nothing=1", "toString=1", "on", "1"])(
    "refuses %j with words",
    (setting) => {
      expect(() => readVisitorLimits(setting)).toThrow(/^VISITOR_LIMITS must be off, or list/);
    },
  );
});
