/** The documents with which a room can begin, by name. */
import type { NewShape } from "../../../shared/board/document.ts";
import { lettersReady } from "../../board/text/letters.ts";
import { roomWords } from "../../words/room-words.ts";
import type { TemplateName } from "../beginning.ts";
import { diagram } from "./diagram.ts";
import { type Part, shapesOfParts } from "./parts.ts";
import { retro } from "./retro.ts";

/** Each draws the same shapes each time. */
const TEMPLATES: Readonly<Record<TemplateName, () => Part[]>> = { retro, diagram };

/** Resolves when the words of a template can be measured: their boxes are stored. */
export function templateReady(name: TemplateName): Promise<void> {
  return lettersReady(JSON.stringify(roomWords.templates[name]));
}

/** Makes the shapes of a template, above `top`; `at` is the time at which they are written. */
export function shapesOfTemplate(name: TemplateName, top: string | null, at: number): NewShape[] {
  return shapesOfParts(TEMPLATES[name](), top, at);
}
