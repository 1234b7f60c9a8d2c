/** Runs the programs of this project that tests drive from outside. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("..", import.meta.url));
const binaries = join(project, "node_modules", ".bin");

/** The exit code of a program of ours, and its output. */
export interface ProgramRun {
  readonly code: number;
  readonly output: string;
}

/** Runs `npm run bench -- …` to its end. */
export function runBench(parameters: readonly string[]): Promise<ProgramRun> {
  return runProgram("bench/main.ts", parameters);
}

/** Runs a program, whose path begins at the project's root, to its end. */
export async function runProgram(
  program: string,
  parameters: readonly string[],
): Promise<ProgramRun> {
  const child: ChildProcess = spawn(join(binaries, "node"), [program, ...parameters], {
    cwd: project,
    env: { ...process.env, PATH: `${binaries}:${process.env["PATH"]}`, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output += chunk;
    });
  }
  const [code] = await once(child, "close");
  return { code: Number(code), output };
}
