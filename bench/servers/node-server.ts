import { spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** A server that runs in Node, as a process of its own. */
export interface NodeServer {
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
}

const PATIENCE_MS = 20_000;

/** How long a server may take to store what it still holds before it is killed. */
const DRAIN_MS = 4_000;

/** Starts a server on a free port; resolves when it listens. */
export async function startNodeServer(
  script: string,
  parameters: (port: number) => readonly string[],
  environment: (port: number) => Readonly<Record<string, string>>,
): Promise<NodeServer> {
  const port = await freePort();
  const child = spawn(process.execPath, [script, ...parameters(port)], {
    env: { ...process.env, NODE_ENV: "production", ...environment(port) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  // Some say a line for each update: the last are enough to know why one does not start.
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk).slice(-1_000);
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await listens(port))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`${script} does not listen on port ${port}. It said: ${said}`);
    }
    await pause(50);
  }
  const { pid } = child;
  if (pid === undefined) throw new Error("a process that listens has a pid");
  return {
    pid,
    port,
    async stop() {
      child.kill("SIGTERM");
      const hard = setTimeout(() => child.kill("SIGKILL"), DRAIN_MS);
      await ended;
      clearTimeout(hard);
    },
  };
}

/** A port of this machine on which nobody listens. */
export function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once("error", reject).listen({ host: "127.0.0.1", port: 0 }, () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === "object") resolve(address.port);
        else reject(new Error("no free port"));
      });
    });
  });
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
