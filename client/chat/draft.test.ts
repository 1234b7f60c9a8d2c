import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { messageTextSchema } from "../../shared/chat/message.ts";
import { MAX_MESSAGE } from "../../shared/limits.ts";
import { sendable } from "../ui/sendable.ts";
import { limitWords } from "./draft.ts";

test("line ends of other systems become ours, and control characters go", () => {
  expect(sendable("  one\r\ntwo\rthree\u0007\tfour ")).toBe("one\ntwo\nthree\tfour");
});

/** Any UTF-16 unit, halves of pairs included; faster than the library's own of that kind. */
const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code));

test("whatever is typed, what is sent is a message that the room takes", () => {
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), (typed) => {
      const text = sendable(typed);
      expect(text === "" || v.is(messageTextSchema, text)).toBe(true);
    }),
  );
});

test("the limit is told when it is near", () => {
  expect(limitWords(100)).toBe("");
  expect(limitWords(MAX_MESSAGE - 5)).toBe("5 left");
  expect(limitWords(MAX_MESSAGE)).toBe("0 left");
  expect(limitWords(MAX_MESSAGE + 12)).toBe("Too long by 12");
});
