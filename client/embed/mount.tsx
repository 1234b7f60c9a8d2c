/** The frame of an embed, put on the page. It comes after the first picture. */
import { createRoot } from "react-dom/client";
import { NotFoundPage } from "../app/not-found.tsx";
import type { Visit } from "../app/visit.ts";
import { refuseDrops } from "../ui/drops.ts";
import { speakWanted } from "../ui/language.ts";
import type { ReadableStore } from "../ui/store.ts";
import type { Theme } from "../ui/theme.ts";
import { startTooltips } from "../ui/tooltips.ts";
import { EmbedPage } from "./page.tsx";
import type { EmbedView } from "./view.ts";

export interface EmbedOptions {
  /** Null: the address names no room. */
  visit: Visit | null;
  view: EmbedView;
  theme: ReadableStore<Theme>;
  /** The language that the host page wants; null: the browser decides. */
  language: string | null;
  /** The page's own board is there. */
  onBoard(): void;
}

/** Renders the embed into the page. */
export async function mount(
  root: HTMLElement,
  { visit, language, ...options }: EmbedOptions,
): Promise<void> {
  await speakWanted(language);
  startTooltips();
  refuseDrops();
  createRoot(root).render(
    visit === null ? <NotFoundPage /> : <EmbedPage visit={visit} {...options} />,
  );
}
