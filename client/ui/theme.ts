import * as v from "valibot";
import { browserStorage } from "./storage.ts";
import { createStore, type ReadableStore } from "./store.ts";

export type Theme = "light" | "dark";

/** The theme that a person chose; `system` follows their machine. */
export const themeChoiceSchema = v.picklist(["system", "light", "dark"]);
export type ThemeChoice = v.InferOutput<typeof themeChoiceSchema>;

/** Under this name the choice is kept; `public/theme.js` reads it before the first paint. */
export const THEME_KEY = "stoa.theme";

/** The theme of this page, and what it follows. */
export interface ThemeControl {
  readonly choice: ReadableStore<ThemeChoice>;
  readonly theme: ReadableStore<Theme>;
  choose(choice: ThemeChoice): void;
}

/** Shows the kept choice, or the `fixed` one of an embedding page, and follows the machine when told so. */
export function followTheme(fixed: ThemeChoice | null): ThemeControl {
  const machine = window.matchMedia("(prefers-color-scheme: dark)");
  const choice = createStore<ThemeChoice>(
    fixed ?? browserStorage.read(THEME_KEY, themeChoiceSchema) ?? "system",
  );
  const theme = createStore<Theme>("light");

  function show(): void {
    const chosen = choice.get();
    const dark = chosen === "dark" || (chosen === "system" && machine.matches);
    theme.set(dark ? "dark" : "light");
    document.documentElement.setAttribute("data-theme", theme.get());
    const paper = getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
    document.querySelector('meta[name="theme-color"]')?.setAttribute("content", paper);
  }

  machine.addEventListener("change", show);
  choice.subscribe(show);
  show();
  return {
    choice,
    theme,
    choose(next) {
      if (fixed === null) browserStorage.write(THEME_KEY, next);
      choice.set(next);
    },
  };
}
