import { fileURLToPath } from "node:url";
import { runCommand } from "./failure.ts";
import { complaintOf, firstLoadOf, kilobytes, MOST_BYTES } from "./sizes/first-load.ts";

/** `npm run sizes`: what each built page loads at first, as gzip, and whether it may. */
await runCommand(async () => {
  const folder = fileURLToPath(new URL("../dist/client", import.meta.url));
  const loads = Object.keys(MOST_BYTES).map((page) => firstLoadOf(folder, page));
  for (const { page, bytes, files } of loads) {
    console.log(`${page}: ${kilobytes(bytes)} of ${kilobytes(MOST_BYTES[page] ?? 0)}`);
    for (const file of files) console.log(`  ${kilobytes(file.bytes).padStart(9)}  ${file.path}`);
  }
  const complaints = loads.flatMap((load) => complaintOf(load) ?? []);
  for (const complaint of complaints) console.error(complaint);
  return complaints.length === 0 ? 0 : 1;
});
