import "./styles/base.css";

import { createRoot } from "react-dom/client";
import { HomePage } from "./app/home/home.tsx";
import { NotFoundPage } from "./app/not-found.tsx";
import { refuseDrops } from "./ui/drops.ts";
import { speakWanted } from "./ui/language.ts";
import { followTheme } from "./ui/theme.ts";
import { startTooltips } from "./ui/tooltips.ts";
import { speakHome } from "./words/home-words.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no element #root.");

const theme = followTheme(null);
const isHome = location.pathname === "/";

await speakWanted(null, isHome ? speakHome : undefined);
startTooltips();
refuseDrops();
createRoot(root).render(isHome ? <HomePage theme={theme} /> : <NotFoundPage />);
