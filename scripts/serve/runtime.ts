import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import type { Readable } from "node:stream";
import { errorCode, Failure } from "../failure.ts";
import { authority } from "./settings.ts";

/** A workerd that serves; it keeps running until `stop`, or until it dies. */
export interface Runtime {
  readonly pid: number;
  /** The port that it really listens on. */
  readonly port: number;
  /** Settles when it ends by itself: with what to tell the person who runs it. */
  readonly died: Promise<string>;
  /** Lets open requests finish for a moment, then ends it. Nothing acknowledged can be lost. */
  stop(): Promise<void>;
}

/** How long requests in flight get to finish. Open WebSockets never do, and come back by themselves. */
const DRAIN_MS = 800;

/** Says so in one sentence when the address cannot be listened on. */
export async function assertPortIsFree(host: string, port: number): Promise<void> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once("error", reject).listen({ host, port, exclusive: true }, resolve);
    });
  } catch (error) {
    throw new Failure(listenSentence(errorCode(error), host, port));
  }
  await new Promise((resolve) => probe.close(resolve));
}

function listenSentence(code: string | null, host: string, port: number): string {
  const where = authority(host, port);
  if (code === "EADDRINUSE") {
    return `port ${port} on ${host} is taken by another program; stop that, or set PORT to another number.`;
  }
  if (code === "EACCES")
    return `this user may not listen on ${where}; ports below 1024 need a privilege.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return `HOST ${host} is not an address of this machine.`;
  }
  return `cannot listen on ${where} (${code ?? "unknown reason"}).`;
}

/** Starts workerd with a configuration file, and perhaps more of its options and variables; resolves once it listens. */
export async function startRuntime(
  configFile: string,
  more: readonly string[] = [],
  variables: Readonly<Record<string, string>> = {},
): Promise<Runtime> {
  // --import-path: the configuration names the Worker's modules by absolute paths.
  const options = ["serve", configFile, "--import-path=/", "--control-fd=3", ...more];
  const child = spawn(workerdBinary(), options, {
    stdio: ["ignore", "inherit", "pipe", "pipe"],
    env: { ...process.env, ...variables },
  });
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said = (said + chunk).slice(-2_000);
    process.stderr.write(chunk);
  });
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(`workerd could not be started (${error.message}).`));
    // Not at its exit: its last words may still be on their way.
    child.once("close", (code, signal) =>
      resolve(`workerd ended by itself (${signal ?? `exit code ${code}`})${reasonIn(said)}.`),
    );
  });
  const port = await Promise.race([
    listeningPort(child),
    ended.then((sentence): never => {
      const last = said.trim().split("\n").at(-1);
      throw new Failure(last ? `${sentence} It said: ${last}` : sentence);
    }),
  ]);
  const { pid } = child;
  if (pid === undefined) throw new Error("a process that listens has a pid");
  const guard = guardAgainstOrphans(pid);
  // Later, another process may have this pid.
  child.once("exit", () => guard.kill("SIGKILL"));
  return {
    pid,
    port,
    died: ended,
    async stop() {
      child.kill("SIGTERM");
      const hard = setTimeout(() => child.kill("SIGKILL"), DRAIN_MS);
      await ended;
      clearTimeout(hard);
    },
  };
}

/** Why workerd ended, where its last words say so and a person can do something about it. */
function reasonIn(said: string): string {
  return /Too many open files/.test(said) ? `: ${OUT_OF_DESCRIPTORS}` : "";
}

/** The end of the sentence about a runtime that had no descriptor left for a new connection. */
export const OUT_OF_DESCRIPTORS =
  "it ran out of descriptors; raise their limit, or put a proxy in front that bounds connections";

/** The binary itself, not a script around it: signals must reach the right process. */
function workerdBinary(): string {
  const workerd: unknown = createRequire(import.meta.url)("workerd");
  if (typeof workerd === "object" && workerd !== null && "default" in workerd) {
    if (typeof workerd.default === "string") return workerd.default;
  }
  throw new Error("the workerd package does not say where its binary is");
}

/** workerd reports on descriptor 3, one JSON object a line, when a socket listens. */
function listeningPort(child: ChildProcess): Promise<number> {
  const control = child.stdio[3] as Readable;
  let received = "";
  return new Promise((resolve) => {
    control.on("data", (chunk: Buffer) => {
      received += chunk;
      for (const line of received.split("\n").slice(0, -1)) {
        const message: unknown = JSON.parse(line);
        if (typeof message !== "object" || message === null || !("port" in message)) continue;
        // Where it listens for debuggers is told alike.
        if ("event" in message && message.event === "listen") {
          resolve(Number(message.port));
        }
      }
    });
  });
}

/**
 * A shell that reads from a pipe which only this process holds open. When this process ends in any
 * way, `kill -9` included, the read ends and the shell ends the runtime. So the runtime never
 * becomes an orphan that holds the port. A process group of its own keeps Ctrl-C away from it.
 */
function guardAgainstOrphans(pid: number): ChildProcess {
  const guard = spawn("sh", ["-c", 'read -r _; kill -9 "$0"', String(pid)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  guard.unref();
  return guard;
}
