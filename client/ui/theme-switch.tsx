import { Monitor, Moon, Sun } from "lucide-react";
import { words } from "../words/words.ts";
import { useStore } from "./store.ts";
import type { ThemeChoice, ThemeControl } from "./theme.ts";

const CHOICES = [
  { choice: "system", icon: Monitor },
  { choice: "light", icon: Sun },
  { choice: "dark", icon: Moon },
] as const satisfies readonly { choice: ThemeChoice; icon: typeof Sun }[];

/** Light, dark, or as the machine has it. */
export function ThemeSwitch({ control }: { control: ThemeControl }) {
  const chosen = useStore(control.choice);
  return (
    <div className="theme-switch">
      <span aria-hidden>{words.theme.label}</span>
      <fieldset className="segments">
        <legend className="visually-hidden">{words.theme.label}</legend>
        {CHOICES.map(({ choice, icon: Icon }) => (
          <label key={choice} className="segment" title={words.theme[choice]}>
            <input
              type="radio"
              name="theme"
              value={choice}
              checked={choice === chosen}
              onChange={() => control.choose(choice)}
              aria-label={words.theme[choice]}
            />
            <Icon size={16} strokeWidth={1.75} aria-hidden />
          </label>
        ))}
      </fieldset>
    </div>
  );
}
