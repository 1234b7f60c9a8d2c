import "./styles/base.css";

import { createRoot } from "react-dom/client";
import { HomePage } from "./app/home/home.tsx";
import { NotFoundPage } from "./app/not-found.tsx";
import { refuseDrops } from "./ui/drops.ts";
import { followTheme } from "./ui/theme.ts";
import { startTooltips } from "./ui/tooltips.ts";
import { speak } from "./words/words.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no element #root.");

const theme = followTheme(null);

document.documentElement.lang = await speak(navigator.languages);
startTooltips();
refuseDrops();
createRoot(root).render(location.pathname === "/" ? <HomePage theme={theme} /> : <NotFoundPage />);
