import { describe, expect, it } from "vitest";
import { authority, readSettings } from "./settings.ts";

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

  it("writes an IPv6 address in brackets", () => {
    expect(authority("::1", 80)).toBe("[::1]:80");
    expect(authority("localhost", 80)).toBe("localhost:80");
  });
});
