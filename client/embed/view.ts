import * as v from "valibot";
import { themeChoiceSchema } from "../ui/theme.ts";

/** The parts that an embedded room shows. */
export const EMBED_VIEWS = ["board", "chat", "split"] as const;
export type EmbedView = (typeof EMBED_VIEWS)[number];

const optionsSchema = v.object({
  view: v.fallback(v.picklist(EMBED_VIEWS), "split"),
  theme: v.pipe(
    v.fallback(v.picklist(["light", "dark", "auto"]), "auto"),
    v.transform((theme) => (theme === "auto" ? "system" : theme)),
    themeChoiceSchema,
  ),
});

/** The host page's wishes in the embed's address. */
export type EmbedOptions = v.InferOutput<typeof optionsSchema>;

/** Reads `?view=board|chat|split&theme=light|dark|auto`; what is missing or unknown takes its default. */
export function readEmbedOptions(query: string): EmbedOptions {
  const given = new URLSearchParams(query);
  return v.parse(optionsSchema, { view: given.get("view"), theme: given.get("theme") });
}
