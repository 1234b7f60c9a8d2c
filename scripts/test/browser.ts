/** Finds a Chromium for the browser tests, or installs one. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { Failure } from "../failure.ts";

/** Without a window's parts, a page takes a quarter less of the processor. */
const HEADLESS_SHELL = "chromium-headless-shell";
const NAMES_ON_PATH = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** A Chromium that is here already, a headless one first; null when there is none. */
export function findBrowser(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | null {
  const chosen = environment["STOA_CHROMIUM"];
  if (chosen) return chosen;
  const folders = (environment["PATH"] ?? "").split(":").filter((folder) => folder !== "");
  const found = (name: string): string | undefined =>
    folders.map((folder) => join(folder, name)).find(existsSync);
  const playwrights = chromium.executablePath();
  return (
    found(HEADLESS_SHELL) ??
    (existsSync(playwrights) ? playwrights : NAMES_ON_PATH.map(found).find(Boolean)) ??
    null
  );
}

/** Finds a Chromium or gets one: by Playwright, else from Debian's packages where we may. */
export function obtainBrowser(): string {
  const ways: readonly (() => void)[] = [
    () => attempt("playwright", ["install", "chromium"]),
    () => installDebianPackage(HEADLESS_SHELL),
    () => installDebianPackage("chromium"),
  ];
  let found = findBrowser();
  for (const way of ways) {
    if (found !== null) return found;
    way();
    found = findBrowser();
  }
  if (found !== null) return found;
  throw new Failure(
    "the browser tests need Chromium, and none could be installed; install the package chromium " +
      "(or google-chrome), or set STOA_CHROMIUM to the path of one.",
  );
}

function installDebianPackage(name: string): void {
  if (!existsSync("/etc/debian_version")) return;
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  for (const apt of [["update"], ["install", "-y", "--no-install-recommends", name]]) {
    const [command, ...rest] = [
      ...asRoot,
      "env",
      "DEBIAN_FRONTEND=noninteractive",
      "apt-get",
      ...apt,
    ];
    if (command !== undefined) attempt(command, rest);
  }
}

/** Whether it worked shows in what `findBrowser` finds afterwards. */
function attempt(command: string, parameters: readonly string[]): void {
  console.log(`No browser yet: ${command} ${parameters.join(" ")} …`);
  spawnSync(command, parameters, { stdio: ["ignore", "ignore", "inherit"], timeout: 240_000 });
}
