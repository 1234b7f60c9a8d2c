import { Tooltip } from "radix-ui";
import { createRoot } from "react-dom/client";
import { pageAt } from "./app/routes.tsx";
import { followTheme } from "./ui/theme.ts";
import "./styles/base.css";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no element #root.");

createRoot(root).render(
  <Tooltip.Provider delayDuration={500}>
    {pageAt(location.pathname, followTheme(null))}
  </Tooltip.Provider>,
);
