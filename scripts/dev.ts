import { spawn } from "node:child_process";
import { once } from "node:events";
import { runCommand } from "./failure.ts";
import { readSettings } from "./serve/settings.ts";

/** `npm run dev`: Vite with hot reload, the Worker and its rooms on the real runtime. */
async function develop(): Promise<number> {
  const { host, port } = readSettings(process.env, process.cwd());
  const vite = spawn(
    "vite",
    ["--host", host, "--port", String(port), "--strictPort", ...process.argv.slice(2)],
    { stdio: "inherit" },
  );
  const stop = (): boolean => vite.kill("SIGTERM");
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  process.once("disconnect", stop);
  const [code] = await once(vite, "exit");
  if (process.connected) process.disconnect();
  return typeof code === "number" ? code : 0;
}

await runCommand(develop);
