import { runCommand } from "./failure.ts";
import { ensureBuilt } from "./serve/release.ts";

/** `npm run build`: pages and Worker into `dist`, unless they are there already. */
await runCommand(async () => {
  ensureBuilt();
  return 0;
});
