import { useState } from "react";
import { LANGUAGE_NAMES, words } from "../words/words.ts";
import { chosenLanguage, keepLanguage, type LanguageChoice } from "./language.ts";

/** The choice of the page's language. The page loads anew in it: nothing of the board or a draft is lost by that. */
export function LanguageSwitch() {
  const [choice, setChoice] = useState(chosenLanguage);
  return (
    <label className="theme-switch language-switch">
      <span>{words.language.label}</span>
      <select
        className="language-select"
        value={choice}
        onChange={(event) => {
          const next = event.target.value as LanguageChoice;
          setChoice(next);
          keepLanguage(next);
          location.reload();
        }}
      >
        <option value="system">{words.language.system}</option>
        {Object.entries(LANGUAGE_NAMES).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
