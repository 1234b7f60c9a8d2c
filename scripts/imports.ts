import { fileURLToPath } from "node:url";
import { runCommand } from "./failure.ts";
import { forbiddenImports, importCycles } from "./imports/arrows.ts";
import { readImports } from "./imports/graph.ts";

const FOLDERS = ["worker", "client", "shared", "e2e", "bench", "scripts", "testkit"];

/** `npm run imports`: the arrows between our folders point one way, and nothing runs in circles. */
await runCommand(async () => {
  const imports = readImports(fileURLToPath(new URL("..", import.meta.url)), FOLDERS);
  const complaints = [...forbiddenImports(imports), ...importCycles(imports)];
  for (const complaint of complaints) console.error(complaint);
  console.log(`${imports.length} imports, ${complaints.length} against the arrows`);
  return imports.length > 0 && complaints.length === 0 ? 0 : 1;
});
