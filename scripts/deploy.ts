import { spawnSync } from "node:child_process";
import { runCommand } from "./failure.ts";
import { ensureBuilt } from "./serve/release.ts";

/** `npm run deploy`: builds, then `wrangler deploy` with the arguments given (`npm run deploy -- --dry-run`). */
async function deploy(): Promise<number> {
  ensureBuilt();
  const wrangler = spawnSync(
    "wrangler",
    ["deploy", "--config", "dist/stoa/wrangler.json", ...process.argv.slice(2)],
    { stdio: "inherit" },
  );
  return wrangler.status ?? 1;
}

await runCommand(deploy);
