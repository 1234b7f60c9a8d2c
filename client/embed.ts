import "./styles/base.css";

import { roomOfPath } from "./app/room-link.ts";
import { startVisit } from "./app/visit.ts";
import { showFirstPicture } from "./embed/first-picture.ts";
import { readEmbedOptions } from "./embed/view.ts";
import { followTheme } from "./ui/theme.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no element #root.");

const { view, theme: choice, language } = readEmbedOptions(location.search);
const { theme } = followTheme(choice);
const id = roomOfPath(location.pathname);
const visit = id === null ? null : startVisit(id, "guest");
const endPicture =
  visit === null || view === "chat" ? null : showFirstPicture(visit.room, view, theme.get());

void import("./embed/mount.tsx").then(async ({ mount }) => {
  await mount(root, { visit, view, theme, language, onBoard: () => endPicture?.() });
  // Without a board of its own, the page covers the picture.
  if (visit === null) endPicture?.();
});
