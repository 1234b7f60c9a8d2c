import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newRoomId } from "../../shared/ids.ts";
import { readRoomLink, roomOfPath } from "./room-link.ts";

const HOST = "stoa.example:8787";

describe("the field for a link", () => {
  test.each([
    "spring-workshop",
    "  spring-workshop\n",
    "/room/spring-workshop",
    "/room/spring-workshop/",
    "https://stoa.example:8787/room/spring-workshop",
    "http://stoa.example:8787/room/spring-workshop?from=mail#k=abc",
    "HTTPS://STOA.example:8787/room/spring-workshop",
    "stoa.example:8787/room/spring-workshop",
    "https://stoa.example:8787/embed/spring-workshop?view=chat",
  ])("%j leads to the room", (typed) => {
    expect(readRoomLink(typed, HOST)).toMatchObject({ kind: "room", id: "spring-workshop" });
  });

  test("every new room can be reached by its link, its path and its id", () => {
    fc.assert(
      fc.property(fc.constant(null).map(newRoomId), (id) => {
        for (const typed of [id, `/room/${id}`, `https://${HOST}/room/${id}`]) {
          expect(readRoomLink(typed, HOST)).toEqual({ kind: "room", id });
        }
      }),
    );
  });

  test("a link of another server is told apart", () => {
    expect(readRoomLink("https://other.example/room/a", HOST)).toEqual({
      kind: "elsewhere",
      host: "other.example",
    });
  });

  test.each([
    "",
    "two words",
    "https://stoa.example:8787/",
    "https://stoa.example:8787/room/",
    "https://stoa.example:8787/room/a/b",
    "https://stoa.example:8787/room/no%20such",
    "/room/ä",
    "javascript:alert(1)",
    "javascript://stoa.example:8787/room/a",
    "x".repeat(65),
    "https://",
  ])("%j is neither", (typed) => {
    expect(readRoomLink(typed, HOST)).toEqual({ kind: "unreadable" });
  });

  test("whatever is typed, the answer is a room's id or none", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
        (typed) => {
          const link = readRoomLink(typed, HOST);
          if (link.kind === "room") expect(link.id).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
        },
      ),
    );
  });
});

test("only an address of a room is one", () => {
  expect(roomOfPath("/room/spring")).toBe("spring");
  expect(roomOfPath("/embed/spring")).toBe("spring");
  expect(roomOfPath("/room/")).toBeNull();
  expect(roomOfPath("/rooms/spring")).toBeNull();
});
