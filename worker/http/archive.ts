/** The archive's routes: packs an export, and hands an import to the importer. */
import { Hono } from "hono";
import { answer, fail, type Route, refuse, tooFast } from "./api.ts";
import { takeOne } from "./visitor.ts";

/** The whole of a room as one file, out and in. It is packed here, so that the room's own time is its people's. */
export const archive = new Hono<Route>();

archive.get("/export", async (c) => {
  const exported = await c.var.ask((room) => room.export(c.var.owner));
  if (!exported.ok) return refuse(c, exported);
  const name = `stoa-${c.req.param("id")}-${new Date().toISOString().slice(0, 10)}.tar.gz`;
  return new Response(exported.value.pipeThrough(new CompressionStream("gzip")), {
    headers: {
      "Content-Type": "application/gzip",
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
    },
  });
});

archive.post("/import", async (c) => {
  const policy = importPolicy(c.env.IMPORTS);
  if (policy === "off") return refuse(c, { ok: false, error: "imports-off" });
  const { body } = c.req.raw;
  if (body === null) return fail(c, 400, "bad-archive", "Send the archive as the request's body.");
  const wait = takeOne(c.var.visitor, "imports");
  if (wait > 0) return tooFast(c, wait, "Your network imports more archives than it may.");
  // There is one, so that a server reads one archive at a time.
  const importer = c.env.IMPORTER.get(c.env.IMPORTER.idFromName("importer"));
  const brought = {
    owner: c.var.owner,
    roomId: c.req.param("id") ?? "",
    mayClaim: policy === "anybody",
  };
  return answer(c, await importer.import(brought, body), 201);
});

/** Tells who may import archives, as the operator has set it; any unknown word is the narrowest. */
function importPolicy(setting: string | null | undefined): "anybody" | "owners" | "off" {
  if (!setting) return "owners";
  return setting === "anybody" || setting === "owners" ? setting : "off";
}
