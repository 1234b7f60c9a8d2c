import { expect, test } from "vitest";
import type { ConnectionState } from "../sync/channel.ts";
import { connectionWords } from "./connection-words.ts";

const cases: [ConnectionState, string][] = [
  [{ kind: "connecting", unsaved: 0 }, "Connecting…"],
  [{ kind: "connecting", unsaved: 2 }, "Connecting…"],
  [{ kind: "open", unsaved: 0 }, "Saved"],
  [{ kind: "open", unsaved: 1 }, "Saving…"],
  [{ kind: "open", unsaved: 1, heldBack: "no-access" }, "Not saved, 1 change kept here"],
  [
    { kind: "open", unsaved: 1, heldBack: "crowded" },
    "Many write here, saved later, 1 change kept here",
  ],
  [{ kind: "open", unsaved: 2, heldBack: "bad-update" }, "Not saved, 2 changes kept here"],
  [
    { kind: "open", unsaved: 1, heldBack: "document-full" },
    "Board full, delete something, 1 change kept here",
  ],
  [{ kind: "open", unsaved: 1, heldBack: "room-full" }, "Room full, 1 change kept here"],
  [{ kind: "offline", unsaved: 0 }, "Offline"],
  [{ kind: "offline", unsaved: 1 }, "Offline, 1 change kept here"],
  [{ kind: "offline", unsaved: 3 }, "Offline, 3 changes kept here"],
  [{ kind: "damaged", unsaved: 0, isFinal: false }, "Damaged, loading anew…"],
  [{ kind: "damaged", unsaved: 0, isFinal: true }, "Damaged, view only"],
  [{ kind: "refused", unsaved: 3, code: 4403, reason: "" }, "Closed"],
];

test.each(cases)("%j reads %j", (state, words) => {
  expect(connectionWords(state).text).toBe(words);
});
