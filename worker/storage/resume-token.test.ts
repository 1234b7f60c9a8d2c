/** Tests of resume tokens. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { randomToken } from "../../shared/ids.ts";
import { formatResumeToken, parseResumeToken } from "./resume-token.ts";

test("a token comes back as it was told", () => {
  const token = fc.record({
    roomEpoch: fc.constantFrom(randomToken(8), randomToken(8), "0123456789abcdef"),
    row: fc.maxSafeNat(),
    writtenAt: fc.maxSafeInteger(),
  });
  fc.assert(
    fc.property(token, (told) => {
      expect(parseResumeToken(formatResumeToken(told))).toEqual(told);
    }),
  );
});

test("any word is a token of safe integers, or none", () => {
  const part = fc.oneof(fc.string(), fc.double().map(String), fc.constantFrom("", "-1", "1e3"));
  const word = fc.oneof(
    fc.string(),
    fc.array(part, { maxLength: 5 }).map((parts) => parts.join(".")),
  );
  fc.assert(
    fc.property(word, (each) => {
      const token = parseResumeToken(each);
      if (token === null) return;
      expect(token.roomEpoch).toBe(each.split(".")[0]);
      expect(Number.isSafeInteger(token.row)).toBe(true);
      expect(Number.isSafeInteger(token.writtenAt)).toBe(true);
    }),
  );
});

test.each(["", "epoch", "epoch.1", "epoch.one.2", "epoch.1.9007199254740992", "epoch.1.5e-1", "-"])(
  "%j is no token",
  (word) => {
    expect(parseResumeToken(word)).toBe(null);
  },
);
