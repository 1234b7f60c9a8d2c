/** The route `POST /machine`: reports of `npm start`, for the holder of `MACHINE_TOKEN` only. */
import * as v from "valibot";
import { type MachineAnswer, machineReportSchema } from "../../shared/machine.ts";
import type { Env } from "../env.ts";
import { onMachineReport, takeReported } from "../machine.ts";
import { sha256 } from "./hash.ts";

/** Takes a report; null when the sender does not hold the token: then there is no such address. */
export async function takeMachineReport(env: Env, request: Request): Promise<Response | null> {
  const shown = /^Bearer +(\S+)$/i.exec(request.headers.get("Authorization") ?? "")?.[1];
  if (!env.MACHINE_TOKEN || shown === undefined) return null;
  // Hashes have one length, so that the comparison takes one time.
  const [expected, got] = await Promise.all([sha256(env.MACHINE_TOKEN), sha256(shown)]);
  if (!crypto.subtle.timingSafeEqual(expected, got)) return null;
  onMachineReport(v.parse(machineReportSchema, await request.json()));
  return Response.json({ unopened: takeReported() } satisfies MachineAnswer);
}
