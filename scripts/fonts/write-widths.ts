/** Writes `shared/fonts/widths.ts` anew from the shipped fonts: `node scripts/fonts/write-widths.ts`. */
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { widthsFile } from "./widths-file.ts";

await writeFile(
  fileURLToPath(new URL("../../shared/fonts/widths.ts", import.meta.url)),
  await widthsFile(),
);
