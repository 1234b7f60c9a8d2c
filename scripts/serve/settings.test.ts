import { hostname } from "node:os";
import { describe, expect, it } from "vitest";
import { authority, ownHosts, readSettings } from "./settings.ts";

describe("the settings of npm start", () => {
  it("has defaults for everything, also where a variable is set to nothing", () => {
    const expected = { port: 8787, host: "127.0.0.1", dataDirectory: "/srv/stoa/.stoa" };
    expect(readSettings({}, "/srv/stoa")).toEqual(expected);
    expect(readSettings({ PORT: "", HOST: "", DATA_DIR: "" }, "/srv/stoa")).toEqual(expected);
  });

  it("takes a port, a host and a folder", () => {
    const read = readSettings({ PORT: "80", HOST: "::1", DATA_DIR: "../rooms" }, "/srv/stoa");
    expect(read).toEqual({ port: 80, host: "::1", dataDirectory: "/srv/rooms" });
    expect(readSettings({ DATA_DIR: "/var/lib/stoa" }, "/srv").dataDirectory).toBe("/var/lib/stoa");
  });

  it.each(["eighty", "65536", "-1", "80.5", "0x50", " 80", "8787 ", "1e3"])(
    "refuses %j as a port",
    (port) => {
      expect(() => readSettings({ PORT: port }, "/")).toThrow(/^PORT must be a whole number/);
    },
  );

  it.each(["localhost:80", "http://localhost", "a b", "*", "127.0.0.1/"])(
    "refuses %j as a host",
    (host) => {
      expect(() => readSettings({ HOST: host }, "/")).toThrow(/^HOST must be/);
    },
  );

  it.each(["stoa.example.org", "stoa.example.org:8443", "https://a/room", "https://u@a", "*"])(
    "R120: refuses %j as a public origin",
    (origin) => {
      const environment = { PUBLIC_ORIGIN: `https://a.example ${origin}` };
      expect(() => readSettings(environment, "/")).toThrow(/^PUBLIC_ORIGIN must list origins/);
    },
  );

  it("R120: takes several public origins", () => {
    const PUBLIC_ORIGIN = "https://a.example, http://b.example:8080";
    expect(readSettings({ PUBLIC_ORIGIN }, "/").port).toBe(8787);
  });

  it("R120: knows the names of this machine, and the one that it listens on", () => {
    const name = hostname().toLowerCase();
    expect(ownHosts("0.0.0.0")).toEqual([name, `${name.split(".")[0]}.local`]);
    expect(ownHosts("Board.Example")).toContain("board.example");
  });

  it("takes a floor of free disk space in bytes", () => {
    expect(readSettings({ MIN_FREE_BYTES: "1000000" }, "/").minFreeBytes).toBe(1_000_000);
    expect(readSettings({ MIN_FREE_BYTES: "" }, "/").minFreeBytes).toBeUndefined();
    for (const bad of ["1 GB", "-1", "0x10", "1e9"]) {
      expect(() => readSettings({ MIN_FREE_BYTES: bad }, "/")).toThrow(/^MIN_FREE_BYTES must be/);
    }
  });

  it("takes the hours between two copies of a room", () => {
    expect(readSettings({ COPY_HOURS: "0" }, "/").copyHours).toBe(0);
    expect(() => readSettings({ COPY_HOURS: "daily" }, "/")).toThrow(/^COPY_HOURS must be/);
  });

  it("writes an IPv6 address in brackets", () => {
    expect(authority("::1", 80)).toBe("[::1]:80");
    expect(authority("localhost", 80)).toBe("localhost:80");
  });
});
