import { Monitor, Moon, Sun } from "lucide-react";
import { useStore } from "./store.ts";
import type { ThemeChoice, ThemeControl } from "./theme.ts";

const CHOICES = [
  { choice: "system", label: "As the system", icon: Monitor },
  { choice: "light", label: "Light", icon: Sun },
  { choice: "dark", label: "Dark", icon: Moon },
] as const satisfies readonly { choice: ThemeChoice; label: string; icon: typeof Sun }[];

/** Light, dark, or as the machine has it. */
export function ThemeSwitch({ control }: { control: ThemeControl }) {
  const chosen = useStore(control.choice);
  return (
    <div className="theme-switch">
      <span aria-hidden>Appearance</span>
      <fieldset className="segments">
        <legend className="visually-hidden">Appearance</legend>
        {CHOICES.map(({ choice, label, icon: Icon }) => (
          <label key={choice} className="segment" title={label}>
            <input
              type="radio"
              name="theme"
              value={choice}
              checked={choice === chosen}
              onChange={() => control.choose(choice)}
              aria-label={label}
            />
            <Icon size={16} strokeWidth={1.75} aria-hidden />
          </label>
        ))}
      </fieldset>
    </div>
  );
}
