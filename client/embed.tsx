import { Tooltip } from "radix-ui";
import { createRoot } from "react-dom/client";
import { NotFoundPage } from "./app/not-found.tsx";
import { roomOfPath } from "./app/room-link.ts";
import { startVisit } from "./app/visit.ts";
import { EmbedPage } from "./embed/page.tsx";
import { readEmbedOptions } from "./embed/view.ts";
import { useStore } from "./ui/store.ts";
import { followTheme } from "./ui/theme.ts";
import "./styles/base.css";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no element #root.");

const options = readEmbedOptions(location.search);
const theme = followTheme(options.theme);
const id = roomOfPath(location.pathname);
const visit = id === null ? null : startVisit(id);

function Embed() {
  const shownTheme = useStore(theme.theme);
  if (visit === null) return <NotFoundPage />;
  return <EmbedPage visit={visit} view={options.view} theme={shownTheme} />;
}

createRoot(root).render(
  <Tooltip.Provider delayDuration={500}>
    <Embed />
  </Tooltip.Provider>,
);
