/** The marks that nobody needs at first sight, in one part that is loaded after the board is in hand. */
import { links } from "./links.ts";
import { lit } from "./lit.ts";
import { neighbours } from "./neighbours.ts";
import { reactions } from "./reactions.ts";

export const LATER = { links, lit, neighbours, reactions };
