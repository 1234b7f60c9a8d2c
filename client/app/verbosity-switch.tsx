/** The setting of how much is said aloud of the board. Loaded when the settings are opened. */
import { VERBOSITIES, type Verbosity, verbosity } from "../ui/announce.ts";
import { useStore } from "../ui/store.ts";
import { outlineWords } from "../words/outline-words.ts";

export function VerbositySwitch() {
  const choice = useStore(verbosity);
  return (
    <label className="theme-switch language-switch">
      <span>{outlineWords.verbosity.label}</span>
      <select
        className="language-select"
        value={choice}
        onChange={({ target }) => verbosity.set(target.value as Verbosity)}
      >
        {VERBOSITIES.map((one) => (
          <option key={one} value={one}>
            {outlineWords.verbosity[one]}
          </option>
        ))}
      </select>
    </label>
  );
}
