import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("..", import.meta.url));
const binaries = join(project, "node_modules", ".bin");

/** What a command of the benchmark ended with, and printed. */
export interface BenchRun {
  readonly code: number;
  readonly output: string;
}

/** Runs `npm run bench -- …` to its end. */
export async function runBench(parameters: readonly string[]): Promise<BenchRun> {
  const child: ChildProcess = spawn(join(binaries, "node"), ["bench/main.ts", ...parameters], {
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
