import { isIP, isIPv6 } from "node:net";
import { hostname } from "node:os";
import { resolve } from "node:path";
import { readVisitorLimits } from "../../shared/visitor-limits.ts";
import { Failure } from "../failure.ts";

/** Where one Stoa listens, and where it keeps its rooms. */
export interface Settings {
  /** 0 lets the system choose a free port. */
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDirectory: string;
  /** Bytes of the disk below which nothing new is stored; unset: `diskFloor` decides. */
  readonly minFreeBytes?: number;
  /** Hours between two automatic copies of a room that changes; 0: none are made; unset: a day. */
  readonly copyHours?: number;
}

/** Reads PORT, HOST, DATA_DIR, MIN_FREE_BYTES and COPY_HOURS; unset or empty means the default. */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  currentDirectory: string,
): Settings {
  const port = environment["PORT"] || "8787";
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new Failure(
      `PORT must be a whole number from 0 to 65535, but is ${JSON.stringify(port)}.`,
    );
  }
  const host = environment["HOST"] || "127.0.0.1";
  if (!isIPv6(host) && !/^[A-Za-z0-9.-]+$/.test(host)) {
    throw new Failure(
      `HOST must be an address or a host name without a port, but is ${JSON.stringify(host)}.`,
    );
  }
  for (const origin of (environment["PUBLIC_ORIGIN"] ?? "").split(/[\s,]+/)) {
    if (origin === "" || /^https?:\/\/[^/?#@\s]+$/i.test(origin)) continue;
    throw new Failure(
      `PUBLIC_ORIGIN must list origins like https://stoa.example.org, but has ${JSON.stringify(origin)}.`,
    );
  }
  try {
    readVisitorLimits(environment["VISITOR_LIMITS"]);
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error));
  }
  const header = environment["CLIENT_ADDRESS_HEADER"] ?? "";
  if (!/^[A-Za-z0-9-]*$/.test(header)) {
    throw new Failure(
      `CLIENT_ADDRESS_HEADER must be the name of a header, like X-Real-IP, but is ${JSON.stringify(header)}.`,
    );
  }
  const dataDirectory = resolve(currentDirectory, environment["DATA_DIR"] || ".stoa");
  const minFree = environment["MIN_FREE_BYTES"] || null;
  if (minFree !== null && !/^\d{1,15}$/.test(minFree)) {
    throw new Failure(
      `MIN_FREE_BYTES must be a whole number of bytes, but is ${JSON.stringify(minFree)}.`,
    );
  }
  const copyHours = environment["COPY_HOURS"] || null;
  if (copyHours !== null && !/^\d{1,4}$/.test(copyHours)) {
    throw new Failure(
      `COPY_HOURS must be a whole number of hours, but is ${JSON.stringify(copyHours)}.`,
    );
  }
  return {
    port: Number(port),
    host,
    dataDirectory,
    ...(minFree !== null && { minFreeBytes: Number(minFree) }),
    ...(copyHours !== null && { copyHours: Number(copyHours) }),
  };
}

/** Names by which a browser on the same network may reach this machine, by DNS or by multicast DNS. */
export function ownHosts(host: string): string[] {
  const name = hostname().toLowerCase();
  const names = [name, `${name.split(".")[0]}.local`];
  return isIP(host) === 0 ? [...names, host.toLowerCase()] : names;
}

/** A host and port as they stand in an address: IPv6 in brackets. */
export function authority(host: string, port: number): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}
