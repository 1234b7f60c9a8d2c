import "./styles/base.css";

import { createRoot } from "react-dom/client";
import { pageAt } from "./app/routes.tsx";
import { refuseDrops } from "./ui/drops.ts";
import { followTheme } from "./ui/theme.ts";
import { startTooltips } from "./ui/tooltips.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no element #root.");

startTooltips();
refuseDrops();
createRoot(root).render(pageAt(location.pathname, followTheme(null)));
