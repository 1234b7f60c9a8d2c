/** Something that the person at the terminal can put right: its message is one plain sentence. */
export class Failure extends Error {
  override readonly name = "Failure";
}

/** Runs a command's main function, which says its exit code; a `Failure` becomes its sentence and exit code 1, without a stack. */
export async function runCommand(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(`Stoa: ${error.message}`);
    process.exitCode = 1;
  }
}

/** The code of a system error (`EACCES`), or null when `error` is none. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : null;
}
