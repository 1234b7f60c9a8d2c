import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { quote, readWorkerSettings, workerdConfig } from "./config.ts";

const wrangler = {
  name: "stoa",
  main: "index.js",
  compatibility_date: "2026-09-01",
  compatibility_flags: ["nodejs_compat"],
  assets: { directory: "../client", binding: "ASSETS", run_worker_first: true },
  durable_objects: {
    bindings: [
      { name: "ROOM", class_name: "Room" },
      { name: "OTHER", class_name: "Other", script_name: "another-worker" },
    ],
  },
  migrations: [{ tag: "v1", new_sqlite_classes: ["Room"] }],
  vars: { GREETING: 'say "hi"', LIMITS: { rooms: 3 } },
  r2_buckets: [{ binding: "PICTURES", bucket_name: "pictures" }],
};
const release = {
  pagesDirectory: "/srv/stoa/dist/client",
  roomsDirectory: "/var/lib/stoa/rooms",
  modules: [
    { name: "index.js", path: "/srv/stoa/dist/stoa/index.js" },
    { name: "assets/part.js", path: "/srv/stoa/dist/stoa/assets/part.js" },
  ],
};
const settings = { port: 8787, host: "::1", dataDirectory: "/var/lib/stoa" };

describe("the configuration of workerd", () => {
  const config = workerdConfig(readWorkerSettings(wrangler), release, settings);

  it("carries over what wrangler.jsonc says", () => {
    expect(config).toContain('compatibilityDate = "2026-09-01"');
    expect(config).toContain('compatibilityFlags = ["nodejs_compat"]');
    expect(config).toContain('(name = "ROOM", durableObjectNamespace = "Room")');
    expect(config).toContain('(name = "ASSETS", service = "pages")');
    expect(config).toContain('(name = "GREETING", text = "say \\"hi\\"")');
    expect(config).toContain('(name = "LIMITS", json = "{\\"rooms\\":3}")');
  });

  it("keeps rooms in SQLite under a name that never changes", () => {
    expect(config).toContain('(className = "Room", uniqueKey = "stoa-Room", enableSql = true)');
    expect(config).toContain('durableObjectStorage = (localDisk = "rooms")');
    expect(config).toContain('disk = (path = "/var/lib/stoa/rooms", writable = true)');
  });

  it("names the main module first and listens where it is told", () => {
    expect(config.indexOf('"index.js"')).toBeLessThan(config.indexOf('"assets/part.js"'));
    expect(config).toContain('address = "[::1]:8787"');
  });

  it("leaves out what only Cloudflare's network has", () => {
    expect(config).not.toContain("PICTURES");
    expect(config).not.toContain("OTHER");
  });

  it("leaves secrets in the environment, and does not write them to disk", () => {
    expect(config).toContain('(name = "AUTH_SECRET", fromEnvironment = "AUTH_SECRET")');
    expect(config).toContain('(name = "ALLOWED_ORIGINS", fromEnvironment = "ALLOWED_ORIGINS")');
    const set = workerdConfig(
      readWorkerSettings({ ...wrangler, vars: { AUTH_SECRET: "in a file" } }),
      release,
      settings,
    );
    expect(set).not.toContain("in a file");
  });

  it("R120: tells the Worker the names of this machine", () => {
    expect(config).toMatch(/\(name = "OWN_HOSTS", text = "[^"]+\.local"\)/);
  });

  it("says what is missing", () => {
    expect(() => readWorkerSettings({ name: "stoa" })).toThrow(
      /must set main and compatibility_date/,
    );
    expect(() => readWorkerSettings(null)).toThrow(/must set/);
  });

  it("is understood by workerd, also with strange names of folders", () => {
    const folder = mkdtempSync(join(tmpdir(), 'stoa "config" ü\n'));
    try {
      const modules = ["index.js", "part.js"].map((name) => ({ name, path: join(folder, name) }));
      for (const { path } of modules) writeFileSync(path, "export default {};");
      const file = join(folder, "workerd.capnp");
      const here = { ...release, modules, roomsDirectory: folder };
      writeFileSync(file, workerdConfig(readWorkerSettings(wrangler), here, settings));
      const workerd: unknown = createRequire(import.meta.url)("workerd").default;
      const compiled = execFileSync(String(workerd), [
        "compile",
        file,
        "--config-only",
        "--import-path=/",
      ]);
      expect(compiled.includes(folder)).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("quotes every byte that could end a string", () => {
    expect(quote('a"b\\c')).toBe('"a\\"b\\\\c"');
    expect(quote("ü\n")).toBe('"\\303\\274\\012"');
  });
});

describe("wrangler.jsonc", () => {
  it("makes every object's class store in SQLite, which alone can sleep and be restored", () => {
    const file = fileURLToPath(new URL("../../wrangler.jsonc", import.meta.url));
    const withoutComments = readFileSync(file, "utf8").replace(/^\s*\/\/.*$/gm, "");
    const worker = readWorkerSettings(JSON.parse(withoutComments));
    expect(worker.objects.length).toBeGreaterThan(0);
    expect(worker.objects.filter(({ sqlite }) => !sqlite)).toEqual([]);
  });
});
