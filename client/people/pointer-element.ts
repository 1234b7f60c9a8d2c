/** The elements of one person's pointer and chip: drawn once, then only moved. */
import type { PresenceUser } from "../../shared/presence.ts";
import { tonesOf } from "../ui/hues.ts";
import { initialsOf } from "../ui/initials.ts";
import { plainName } from "../ui/names.ts";
import { roomWords } from "../words/room-words.ts";
import type { ChipPlace, Edge } from "./edge-chips.ts";

const SVG = "http://www.w3.org/2000/svg";

/** The side of a chip on which its tooltip is within the view. */
const INWARDS: Record<Edge, string> = {
  left: "right",
  top: "bottom",
  right: "left",
  bottom: "top",
};

/** Degrees by which a chip's arrow turns at a time. */
const WAY_STEP = 3;

/** A pointer: an arrow, and a name that shrinks to initials. */
export interface PointerElement {
  readonly root: HTMLElement;
  /** Shows whose pointer it is. `name` is the name with what tells it from others. */
  dress(user: PresenceUser, name: string): void;
}

/** Draws a pointer, which is not seen yet. */
export function drawPointer(): PointerElement {
  const root = document.createElement("div");
  root.className = "people-pointer";
  root.style.visibility = "hidden";
  const arrow = document.createElementNS(SVG, "svg");
  arrow.setAttribute("viewBox", "0 0 18 18");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", "M2 2l13 5.2-5.6 2.1L7 15z");
  arrow.append(path);
  const label = span("people-pointer-name tone-fill");
  label.dir = "auto";
  const dot = span("people-pointer-dot tone-fill");
  root.append(arrow, label, dot);
  return {
    root,
    dress(user, name) {
      label.textContent = name;
      label.classList.toggle("is-verified", user.verified);
      dot.textContent = initialsOf(plainName(user.name));
      root.style.setProperty("--tone-fill", tonesOf(user.color).pointer);
    },
  };
}

/** A chip at the view's edge: a button that goes to a person out of view. */
export interface ChipElement {
  readonly root: HTMLElement;
  dress(user: PresenceUser, name: string): void;
  place(place: ChipPlace): void;
}

/** Draws a chip, which is not seen yet. */
export function drawChip(onClick: () => void): ChipElement {
  const root = document.createElement("button");
  root.type = "button";
  root.className = "people-chip";
  root.hidden = true;
  const way = span("people-chip-way");
  const disc = span("people-chip-disc tone-fill");
  root.append(way, disc);
  root.addEventListener("click", onClick);
  let edge: Edge | null = null;
  let degrees = Number.NaN;
  return {
    root,
    dress(user, name) {
      disc.textContent = initialsOf(plainName(user.name));
      root.ariaLabel = roomWords.people.goTo(name);
      root.dataset["tooltip"] = name;
      root.style.setProperty("--tone-fill", tonesOf(user.color).pointer);
    },
    place(place) {
      root.style.transform = `translate(${place.x}px, ${place.y}px)`;
      const steps = Math.round((place.angle * 180) / Math.PI / WAY_STEP) * WAY_STEP;
      if (steps !== degrees) {
        degrees = steps;
        way.style.transform = `rotate(${steps}deg)`;
      }
      if (edge === place.edge) return;
      edge = place.edge;
      root.dataset["tooltipSide"] = INWARDS[edge];
    },
  };
}

function span(className: string): HTMLElement {
  const element = document.createElement("span");
  element.className = className;
  return element;
}
