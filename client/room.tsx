import "./styles/base.css";

import { createRoot } from "react-dom/client";
import { NotFoundPage } from "./app/not-found.tsx";
import { RoomPage } from "./app/room.tsx";
import { roomOfPath } from "./app/room-link.ts";
import { startVisit } from "./app/visit.ts";
import { refuseDrops } from "./ui/drops.ts";
import { followTheme } from "./ui/theme.ts";
import { startTooltips } from "./ui/tooltips.ts";
import { speak } from "./words/words.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no element #root.");

const theme = followTheme(null);
const id = roomOfPath(location.pathname);

document.documentElement.lang = await speak(navigator.languages);
startTooltips();
refuseDrops();
createRoot(root).render(
  id === null ? <NotFoundPage /> : <RoomPage visit={startVisit(id)} theme={theme} />,
);
