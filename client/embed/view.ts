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
  /** A tag of a language such as `de` or `pt-BR`; null: the host page names none. */
  language: v.fallback(
    v.nullable(v.pipe(v.string(), v.regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/))),
    null,
  ),
});

/** The host page's wishes in the embed's address. */
export type EmbedOptions = v.InferOutput<typeof optionsSchema>;

/** Reads `?view=board|chat|split&theme=light|dark|auto&lang=de`; what is missing or unknown takes its default. */
export function readEmbedOptions(query: string): EmbedOptions {
  const given = new URLSearchParams(query);
  return v.parse(optionsSchema, {
    view: given.get("view"),
    theme: given.get("theme"),
    language: given.get("lang"),
  });
}
