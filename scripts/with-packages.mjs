// Runs one of our TypeScript scripts with the project's own Node, after installing missing packages:
// `node scripts/with-packages.mjs scripts/start.ts [arguments]`.
// Plain JavaScript without dependencies, because it has to run on Node 18 in a fresh clone.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("..", import.meta.url));
const inProject = (...parts) => join(project, ...parts);
const projectNode = inProject(
  "node_modules",
  ".bin",
  process.platform === "win32" ? "node.cmd" : "node",
);

function fail(sentence) {
  console.error(`Stoa: ${sentence}`);
  process.exit(1);
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null; // A missing or half-written file means the same here: install again.
  }
}

/**
 * By content, not by time: a checkout of another commit changes the times of files that are the
 * same. A package beyond the lock file does no harm.
 */
function packagesAreInstalled() {
  const wanted = readJson(inProject("package-lock.json"))?.packages;
  const present = readJson(inProject("node_modules", ".package-lock.json"))?.packages;
  if (!wanted) fail("package-lock.json is missing or not JSON; get it back from the repository.");
  if (!present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    const found = present[path];
    if (path === "" || (entry.optional && !found)) return true; // The project itself; another platform's binary.
    return found && found.version === entry.version && found.integrity === entry.integrity;
  });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function pause(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Two commands started at once in a fresh clone must not both replace node_modules. */
function holdingTheInstallLock(action) {
  const lock = inProject(".cache", "install.lock");
  mkdirSync(inProject(".cache"), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      const holder = Number(readFileSync(lock, { encoding: "utf8", flag: "a+" }));
      if (holder > 0 && isAlive(holder)) pause(200);
      else rmSync(lock, { force: true });
    }
  }
  try {
    action();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Node versions for which every package has binaries. */
function thisNodeCanInstall() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
}

function npm(parameters, node = process.execPath) {
  const cli = process.env.npm_execpath;
  const [command, first] = cli?.endsWith("npm-cli.js") ? [node, [cli]] : ["npm", []];
  const result = spawnSync(
    command,
    [...first, ...parameters, "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: project,
      encoding: "utf8",
      env: { ...process.env, PATH: dirname(node) + delimiter + (process.env.PATH ?? "") },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  if (result.error) fail(`npm could not be started (${result.error.message}).`);
  if (result.status !== 0) {
    process.stderr.write(result.stdout + result.stderr);
    fail(`npm ${parameters[0]} did not succeed; what it said stands above.`);
  }
}

function install() {
  if (packagesAreInstalled()) return;
  console.log("Installing packages (npm ci) …");
  const ci = ["ci", "--include=dev"];
  if (thisNodeCanInstall()) return npm(ci);
  // Under an old Node, npm leaves out binaries that ask for a newer one. So the project's Node comes first.
  const { version } = readJson(inProject("package-lock.json")).packages["node_modules/node"];
  const prefix = inProject(".cache", "node");
  npm(["install", "--prefix", prefix, "--no-save", `node@${version}`]);
  npm(ci, join(prefix, "node_modules", "node", "bin", "node"));
}

/**
 * The processes whose end must end ours too: npm, and the shell that npm put between. Without this,
 * `kill -9` of an `npm start` would leave its server behind, holding the port.
 */
function launchers() {
  if (!process.env.npm_lifecycle_event || process.platform === "win32") return [];
  const ps = (column) =>
    spawnSync("ps", ["-o", `${column}=`, "-p", String(process.ppid)], { encoding: "utf8" }).stdout;
  const betweenIsAShell = (ps("args") ?? "").includes("with-packages.mjs");
  const above = betweenIsAShell ? Number(ps("ppid")) : 0;
  return above > 1 ? [process.ppid, above] : [process.ppid];
}

function run([script, ...parameters]) {
  const child = spawn(projectNode, [inProject(script), ...parameters], {
    cwd: project,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      PATH: inProject("node_modules", ".bin") + delimiter + (process.env.PATH ?? ""),
      WRANGLER_SEND_METRICS: "false",
      CLOUDFLARE_CF_FETCH_ENABLED: "false",
    },
  });
  child.on("error", (error) =>
    fail(`the project's own Node could not be started (${error.message}).`),
  );
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));

  const above = launchers();
  const watch = setInterval(() => {
    if (!above.every(isAlive)) child.kill("SIGTERM");
  }, 500);
  child.on("exit", (code, signal) => {
    clearInterval(watch);
    process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
  });
}

const [script] = process.argv.slice(2);
if (!script) fail("say which script to run: node scripts/with-packages.mjs scripts/start.ts");
if (!packagesAreInstalled()) holdingTheInstallLock(install);
run(process.argv.slice(2));
