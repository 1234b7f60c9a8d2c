import { expect, test } from "vitest";
import { ACCESS_HEADER, type AssetId } from "../../shared/assets.ts";
import { assetChannel } from "./assets.ts";

const ID = "x".repeat(43) as AssetId;

function channel(answer: (request: Request) => Response | Promise<Response>) {
  const asked: Request[] = [];
  const ask = async (url: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(url, init);
    asked.push(request);
    return answer(request);
  };
  const assets = assetChannel("https://stoa.test/room/a/assets", () => ["guest.s", "key.k"], ask);
  return { assets, asked };
}

test("R262: a page shows what opens the room when it asks for an image, and in no address", async () => {
  const { assets, asked } = channel(() => new Response("bytes"));
  const loaded = await assets.load(ID);
  expect(loaded.ok && (await loaded.value.text())).toBe("bytes");
  expect(asked[0]?.url).toBe(`https://stoa.test/room/a/assets/${ID}`);
  expect(asked[0]?.headers.get(ACCESS_HEADER)).toBe("guest.s, key.k");
});

test("R263: a page tells a refusal that stays from one that passes", async () => {
  const refusal = (status: number, body: string) => channel(() => new Response(body, { status }));
  const store = (of: ReturnType<typeof channel>) => of.assets.store(new Blob());
  expect(await store(refusal(507, '{"error":"images-full"}'))).toEqual({
    ok: false,
    error: "images-full",
    isFinal: true,
  });
  expect(await store(refusal(503, '{"error":"crowded"}'))).toMatchObject({ isFinal: false });
  expect(await store(refusal(502, "<p>a proxy</p>"))).toMatchObject({ error: "failed" });
  const offline = channel(() => Promise.reject(new TypeError("no network")));
  expect(await store(offline)).toEqual({ ok: false, error: "offline", isFinal: false });
});

test("R260: an answer that is no stored image is none", async () => {
  const stored = { id: ID, type: "image/png", width: 4, height: 3, bytes: 99 };
  const good = channel(() => Response.json(stored, { status: 201 }));
  expect(await good.assets.store(new Blob())).toEqual({ ok: true, value: stored });
  const bad = channel(() => Response.json({ ...stored, id: "../x" }));
  expect(await bad.assets.store(new Blob())).toMatchObject({ ok: false });
});
