import "./styles/base.css";

import { createRoot } from "react-dom/client";
import { NotFoundPage } from "./app/not-found.tsx";
import { RoomPage } from "./app/room.tsx";
import { roomOfPath } from "./app/room-link.ts";
import { startVisit } from "./app/visit.ts";
import { refuseDrops } from "./ui/drops.ts";
import { speakWanted } from "./ui/language.ts";
import { followTheme } from "./ui/theme.ts";
import { startTooltips } from "./ui/tooltips.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no element #root.");

const theme = followTheme(null);
const id = roomOfPath(location.pathname);

await speakWanted();
startTooltips();
refuseDrops();
createRoot(root).render(
  id === null ? <NotFoundPage /> : <RoomPage visit={startVisit(id)} theme={theme} />,
);
