/** The machine's report: the schemas of `POST /machine`, which only `npm start` and the Worker use. */
import * as v from "valibot";

/** Descriptors of the server's process. */
export const descriptorsSchema = v.object({ used: v.number(), limit: v.number() });

/** The report of `npm start`: `POST /machine`, with `MACHINE_TOKEN` as bearer. */
export const machineReportSchema = v.object({
  /** Is less of the disk free than the operator's floor? Then nothing new is stored. */
  isDiskLow: v.boolean(),
  /** Null where they cannot be counted. */
  descriptors: v.nullable(descriptorsSchema),
  /** Objects whose rooms are shown from copies since the server runs, and can only be looked at. */
  copied: v.optional(v.array(v.string())),
});

export type MachineReport = v.InferOutput<typeof machineReportSchema>;

/** The Worker's answer. */
export const machineAnswerSchema = v.object({
  /** Objects that could not be made, as when their files are damaged. */
  unopened: v.array(v.string()),
});

export type MachineAnswer = v.InferOutput<typeof machineAnswerSchema>;
