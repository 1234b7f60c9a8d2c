import { afterEach, expect, test, vi } from "vitest";
import { ACCESS_HEADER, type AssetId } from "../../shared/assets.ts";
import type { RoomId } from "../../shared/ids.ts";
import { assetChannel } from "./assets.ts";

const ID = "x".repeat(43) as AssetId;

/** A channel to a server that answers so. An `XMLHttpRequest` comes to it as a request, too. */
function channel(answer: (request: Request) => Response | Promise<Response>) {
  const asked: Request[] = [];
  const ask = async (url: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(url, init);
    asked.push(request);
    return answer(request);
  };
  vi.stubGlobal("XMLHttpRequest", requestsBy(ask));
  const assets = assetChannel({
    server: "https://stoa.test",
    room: "a" as RoomId,
    credentials: (room) => ["guest.s", `key.${room}`],
    ask,
  });
  return { assets, asked };
}

/** A browser's `XMLHttpRequest`, as far as an upload needs it: half of the image is told to have left before the rest. */
function requestsBy(ask: typeof fetch) {
  return class {
    upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
    onload?: () => void;
    onerror?: () => void;
    onabort?: () => void;
    status = 0;
    responseText = "";
    #url = "";
    #isOver = false;
    readonly #headers: Record<string, string> = {};
    open(_method: string, url: string) {
      this.#url = url;
    }
    setRequestHeader(name: string, value: string) {
      this.#headers[name] = value;
    }
    abort() {
      this.#isOver = true;
      this.onabort?.();
    }
    async send(body: Blob) {
      this.upload.onprogress?.({ loaded: body.size / 2, total: body.size });
      try {
        const response = await ask(this.#url, { method: "POST", headers: this.#headers, body });
        this.status = response.status;
        this.responseText = await response.text();
        if (!this.#isOver) this.onload?.();
      } catch {
        if (!this.#isOver) this.onerror?.();
      }
    }
  };
}

afterEach(() => vi.unstubAllGlobals());

test("R262: a page shows what opens the room when it asks for an image, and in no address", async () => {
  const { assets, asked } = channel(() => new Response("bytes"));
  const loaded = await assets.load(ID);
  expect(loaded.ok && (await loaded.value.text())).toBe("bytes");
  expect(asked[0]?.url).toBe(`https://stoa.test/room/a/assets/${ID}`);
  expect(asked[0]?.headers.get(ACCESS_HEADER)).toBe("guest.s, key.a");
});

test("R310: another room is asked with what this browser has for that room, and only by an id", async () => {
  const { assets, asked } = channel(() => new Response("bytes"));
  expect((await assets.load(ID, "other")).ok).toBe(true);
  expect(asked[0]?.url).toBe(`https://stoa.test/room/other/assets/${ID}`);
  expect(asked[0]?.headers.get(ACCESS_HEADER)).toBe("guest.s, key.other");
  for (const strange of ["../x", "", "a/b", "x".repeat(65), "https:"]) {
    expect(await assets.load(ID, strange)).toMatchObject({ ok: false, isFinal: true });
  }
  expect(asked.length).toBe(1);
});

test("R263: a page tells a refusal that stays from one that passes", async () => {
  const refusal = (status: number, body: string) => () => new Response(body, { status });
  const store = (answer: () => Response | Promise<Response>) =>
    channel(answer).assets.store(new Blob());
  expect(await store(refusal(507, '{"error":"images-full"}'))).toEqual({
    ok: false,
    error: "images-full",
    isFinal: true,
  });
  expect(await store(refusal(503, '{"error":"crowded"}'))).toMatchObject({ isFinal: false });
  expect(await store(refusal(502, "<p>a proxy</p>"))).toMatchObject({ error: "failed" });
  expect(await store(() => Promise.reject(new TypeError("no network")))).toEqual({
    ok: false,
    error: "offline",
    isFinal: false,
  });
});

test("R260: an answer that is no stored image is none", async () => {
  const stored = { id: ID, type: "image/png", width: 4, height: 3, bytes: 99 };
  const good = channel(() => Response.json(stored, { status: 201 }));
  expect(await good.assets.store(new Blob())).toEqual({ ok: true, value: stored });
  const bad = channel(() => Response.json({ ...stored, id: "../x" }));
  expect(await bad.assets.store(new Blob())).toMatchObject({ ok: false });
});

test("R311: an upload says how much has left, and ends when it is no longer wanted", async () => {
  const ending = new AbortController();
  const shares: number[] = [];
  const { assets, asked } = channel(async () => {
    ending.abort();
    return Response.json({});
  });
  const onShare = (share: number) => shares.push(share);
  const stored = await assets.store(new Blob(["1234"]), { signal: ending.signal, onShare });
  expect(stored).toEqual({ ok: false, error: "aborted", isFinal: true });
  expect(shares).toEqual([0.5]);
  expect(await assets.store(new Blob(), { signal: ending.signal })).toMatchObject({
    error: "aborted",
  });
  expect(asked.length).toBe(1);
});
