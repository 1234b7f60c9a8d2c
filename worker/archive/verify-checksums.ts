/** The checksums of a staged archive, compared with its files. */
import type { Budget } from "./budget.ts";
import { sha256, toHex } from "./export.ts";
import { PATHS, toText } from "./format.ts";
import type { Pauses } from "./pauses.ts";
import type { Staging } from "./staging.ts";
import { BadArchive } from "./tar.ts";

/** The surroundings that `verify` needs besides the archive. */
export interface Verifying {
  readonly pauses: Pauses;
  readonly budget: Budget;
}

/** Bytes that are hashed at once. */
const PIECE = 1024 * 1024;

/** @throws BadArchive when a file is not as its checksum says, or has none. */
export async function verifyChecksums(
  staged: Staging,
  { pauses, budget }: Verifying,
): Promise<void> {
  const expected = new Map<string, string>();
  for (const line of toText(PATHS.checksums, staged.read(PATHS.checksums)).split("\n")) {
    const [, sum, path] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
    if (sum !== undefined && path !== undefined) expected.set(path, sum);
    else if (line !== "") throw new BadArchive("checksums.txt is not as sha256sum writes it.");
  }
  for (const path of staged.paths()) {
    if (path === PATHS.checksums) continue;
    budget.assertTime(Date.now());
    if (expected.get(path) !== (await sumOf(staged.read(path), pauses))) {
      throw new BadArchive(
        `${path} is not what checksums.txt says: it is damaged, or was changed.`,
      );
    }
    expected.delete(path);
  }
  const [missing] = expected.keys();
  if (missing !== undefined) throw new BadArchive(`The archive lacks ${missing}.`);
}

/** Returns the SHA-256 of a file as `sha256sum` writes it; of a large one in pieces. */
async function sumOf(data: Uint8Array, pauses: Pauses): Promise<string> {
  await pauses.take();
  if (data.byteLength <= PIECE) return sha256(data);
  const digest = new crypto.DigestStream("SHA-256");
  const writer = digest.getWriter();
  for (let start = 0; start < data.byteLength; start += PIECE) {
    await writer.write(data.subarray(start, start + PIECE));
    await pauses.take();
  }
  await writer.close();
  return toHex(new Uint8Array(await digest.digest));
}
