/** Tests of visitors' addresses. */
import { expect, test } from "vitest";
import type { Env } from "../env.ts";
import { addressOf, networkOf } from "./address.ts";

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["192.0.2.7:50123", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["[2001:db8:1:2::6]:443", "2001:db8:1:2::/64"],
  ["2001:DB8:0001:2::", "2001:db8:1:2::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["[::ffff:192.0.2.7]:9", "192.0.2.7"],
  ["64:ff9b::192.0.2.7", "192.0.2.7"],
  ["::1", "0:0:0:0::/64"],
  ["192.0.2.256", null],
  ["192.0.2", null],
  ["192.0.2.7.", null],
  ["unknown", null],
  ["", null],
  ["[]", null],
  ["x]/[::1", null],
  ["1:2:3", null],
])("R125: the network of %s is %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

/** A request with these headers, from where the runtime says that it comes. */
function address(cf: object | null, headers: Record<string, string>, header?: string) {
  const request = { cf: cf ?? undefined, headers: new Headers(headers) } as unknown as Request;
  return addressOf(request, { CLIENT_ADDRESS_HEADER: header } as unknown as Env);
}

test("R125: on one's own machine a visitor is the socket's other end, whatever a header says", () => {
  const forged = { "CF-Connecting-IP": "10.0.0.1", "X-Real-IP": "10.0.0.2" };
  expect(address({ clientIp: "192.0.2.7:50123" }, forged)).toBe("192.0.2.7");
  expect(address({ clientIp: "127.0.0.1:50123" }, forged)).toBe(null);
  expect(address({ clientIp: "[::1]:50123" }, forged)).toBe(null);
  expect(address({ clientIp: "[::ffff:127.0.0.1]:50123" }, forged)).toBe(null);
  expect(address(null, forged)).toBe(null);
});

test("R125: behind a proxy a visitor is what the named header says at its end", () => {
  const peer = { clientIp: "127.0.0.1:50123" };
  const said = (value: string) => address(peer, { "X-Real-IP": value }, "X-Real-IP");
  expect(said("192.0.2.7")).toBe("192.0.2.7");
  expect(said("10.0.0.1, 192.0.2.7")).toBe("192.0.2.7");
  expect(said("nonsense")).toBe(null);
  expect(address(peer, {}, "X-Real-IP")).toBe(null);
  // Past the proxy, the socket's other end counts.
  expect(address({ clientIp: "198.51.100.1:9" }, {}, "X-Real-IP")).toBe("198.51.100.1");
});

test("R125: on Cloudflare's network a visitor is who its header says", () => {
  expect(address({ colo: "TXL" }, { "CF-Connecting-IP": "192.0.2.7" })).toBe("192.0.2.7");
  // While developing, the same runtime takes requests from this machine.
  expect(address({ colo: "TXL" }, { "CF-Connecting-IP": "127.0.0.1" })).toBe(null);
});
