import { useEffect, useId, useState } from "react";
import { MAX_NAME } from "../../shared/limits.ts";
import { cleanName } from "../../shared/names.ts";
import { HUES } from "../ui/hues.ts";
import { useStore } from "../ui/store.ts";
import { words } from "../words/words.ts";
import type { IdentityControl } from "./identity.ts";

/** My name and colour, changed in place: what is typed is what others see. */
export function IdentityForm({ control }: { control: IdentityControl }) {
  const identity = useStore(control.identity);
  const [name, setName] = useState(identity.name);
  const nameId = useId();

  useEffect(() => {
    setName((typed) => (cleanName(typed) === identity.name ? typed : identity.name));
  }, [identity.name]);

  return (
    <div className="people-identity">
      <label htmlFor={nameId}>{words.people.yourName}</label>
      <input
        id={nameId}
        className="field"
        value={name}
        maxLength={MAX_NAME}
        autoComplete="nickname"
        spellCheck={false}
        onChange={(event) => {
          setName(event.target.value);
          control.change({ name: event.target.value });
        }}
        onBlur={() => setName(control.identity.get().name)}
      />
      <fieldset className="people-swatches">
        <legend>{words.people.yourColour}</legend>
        {HUES.map((hue) => (
          <label key={hue.pointer} className="people-swatch" style={{ background: hue.pointer }}>
            <input
              type="radio"
              name="person-colour"
              aria-label={words.hues[hue.name]}
              title={words.hues[hue.name]}
              checked={hue.pointer === identity.color}
              onChange={() => control.change({ color: hue.pointer })}
            />
          </label>
        ))}
      </fieldset>
    </div>
  );
}
