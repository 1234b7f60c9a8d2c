import { runCommand } from "./failure.ts";
import { readSettings } from "./serve/settings.ts";
import { createProgram } from "./stoa/program.ts";

// SQLite in Node says at each start that it is experimental; nobody who lists rooms can do anything about it.
process.removeAllListeners("warning");
process.on("warning", (warning) => {
  if (warning.name !== "ExperimentalWarning") console.error(`${warning.name}: ${warning.message}`);
});

/** `npm run stoa -- …`: looks after the rooms of a Stoa. */
async function stoa(): Promise<number> {
  // npm runs scripts in the project's folder; paths mean the one that it was called in.
  const directory = process.env["INIT_CWD"] ?? process.cwd();
  const { dataDirectory } = readSettings(process.env, process.cwd());
  const { program, exitCode } = createProgram({ directory, dataDirectory });
  await program.parseAsync();
  return exitCode();
}

await runCommand(stoa);
if (process.connected) process.disconnect();
