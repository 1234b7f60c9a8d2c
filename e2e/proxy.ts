import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import WebSocket from "ws";
import type { Stoa } from "./server.ts";

const examples = fileURLToPath(new URL("../docs/self-hosting", import.meta.url));

/** A proxy for which the guide has a configuration. */
export type ProxyName = "nginx" | "caddy";

/** Where a program is, or null; Debian keeps nginx where only root looks. */
export function whereIs(program: string): string | null {
  const folders = [...(process.env["PATH"] ?? "").split(":"), "/usr/sbin", "/usr/local/sbin"];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? null;
}

/** A socket that takes any certificate, and says that a page of the proxy's own opens it, as browsers do. */
export class PageSocket extends WebSocket {
  constructor(address: string, protocols?: string | string[]) {
    const { host } = new URL(address);
    super(address, protocols, { rejectUnauthorized: false, origin: `https://${host}` });
  }
}

/** A proxy with the guide's configuration, of which only names, ports and paths are replaced. */
export class ReverseProxy {
  readonly port: number;
  readonly #process: ChildProcess;
  readonly #folder: string;

  private constructor(port: number, process: ChildProcess, folder: string) {
    this.port = port;
    this.#process = process;
    this.#folder = folder;
  }

  /** Starts one in front of these; with more than one, rooms are spread over them. */
  static async start(name: ProxyName, behind: readonly Stoa[]): Promise<ReverseProxy> {
    const folder = await mkdtemp(join(tmpdir(), "stoa-proxy-"));
    const port = await freePort();
    makeCertificate(folder);
    const configuration =
      name === "nginx" ? nginx(folder, port, behind) : caddy(folder, port, behind);
    const file = join(folder, name);
    await writeFile(file, configuration);
    const parameters =
      name === "nginx"
        ? ["-p", folder, "-e", join(folder, "error.log"), "-c", file]
        : ["run", "--config", file, "--adapter", "caddyfile"];
    const child = spawn(whereIs(name) ?? name, parameters, {
      env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk;
    });
    const proxy = new ReverseProxy(port, child, folder);
    await Promise.race([
      proxy.#answers(),
      once(child, "exit").then((): never => {
        throw new Error(`${name} ended:\n${said}`);
      }),
    ]);
    return proxy;
  }

  get address(): string {
    return `https://localhost:${this.port}`;
  }

  get socketServer(): string {
    return `wss://localhost:${this.port}/room`;
  }

  /** The status and body of one request. */
  asks(
    path: string,
    { method = "GET", headers = {}, body = "" }: Asked = {},
  ): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const asked = request(
        `${this.address}${path}`,
        { method, headers, rejectUnauthorized: false, agent: false },
        (answer) => {
          let text = "";
          answer.on("data", (chunk: Buffer) => {
            text += chunk;
          });
          answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: text }));
        },
      );
      asked.on("upgrade", (_, socket) => {
        socket.destroy();
        resolve({ status: 101, body: "" });
      });
      asked.on("error", reject);
      asked.end(body);
    });
  }

  async stop(): Promise<void> {
    this.#process.kill("SIGTERM");
    if (this.#process.exitCode === null) await once(this.#process, "exit");
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #answers(): Promise<void> {
    for (;;) {
      const status = await this.asks("/healthz").then(
        (answer) => answer.status,
        () => 0,
      );
      if (status === 200) return;
      await pause(20);
    }
  }
}

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

function makeCertificate(folder: string): void {
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const files = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem")];
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  execFileSync("openssl", ["req", "-x509", "-days", "1", ...kind, ...subject, ...files], {
    stdio: "ignore",
  });
}

function nginx(folder: string, port: number, behind: readonly Stoa[]): string {
  let site = example("nginx.conf");
  if (behind.length > 1) {
    site = replaced(site, /upstream stoa \{.*?\n\}/s, example("nginx-several.conf"));
  }
  for (const [index, stoa] of behind.entries()) {
    site = replaced(site, `127.0.0.1:${8787 + index}`, `127.0.0.1:${stoa.port}`);
  }
  site = replaced(site, /listen +443/, `listen 127.0.0.1:${port}`);
  site = replaced(site, /listen \[::\]:443.*/, "");
  site = replaced(site, /server_name .*;/, "server_name localhost;");
  site = replaced(site, /\/etc\/.*fullchain\.pem/, join(folder, "cert.pem"));
  site = replaced(site, /\/etc\/.*privkey\.pem/, join(folder, "key.pem"));
  site = replaced(site, "/var/log/nginx/stoa.log", join(folder, "access.log"));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const paths = temporary.map((kind) => `${kind}_temp_path ${join(folder, kind)};`).join("\n");
  return `daemon off; pid ${folder}/pid; worker_processes 1;
events { worker_connections 4096; }
http {\n${paths}\n${site}\n}`;
}

function caddy(folder: string, port: number, behind: readonly Stoa[]): string {
  let site = replaced(example("Caddyfile"), "stoa.example.org", `https://localhost:${port}`);
  site = replaced(site, "127.0.0.1:8787", `127.0.0.1:${behind[0]?.port}`);
  const certificate = `tls ${join(folder, "cert.pem")} ${join(folder, "key.pem")}`;
  site = replaced(site, "\treverse_proxy", `\t${certificate}\n\treverse_proxy`);
  return replaced(
    site,
    "{\n\tservers",
    "{\n\tadmin off\n\tauto_https disable_redirects\n\tservers",
  );
}

const example = (name: string): string => readFileSync(join(examples, name), "utf8");

/** @throws when there is nothing to replace, because then something else than meant would be tried. */
function replaced(text: string, what: string | RegExp, by: string): string {
  const result = text.replace(what, () => by);
  if (result === text) throw new Error(`the example says nothing like ${what}`);
  return result;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("there is no free port");
  return address.port;
}
