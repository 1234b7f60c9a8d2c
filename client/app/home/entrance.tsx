import { ArrowRight } from "lucide-react";
import { type FormEvent, useState } from "react";
import { homeWords } from "../../words/home-words.ts";
import { readRoomLink, roomPath } from "../room-link.ts";
import "./entrance.css";

/** The field that takes a link, or an id, and leads to that room. */
export function Entrance({ placeholder }: { placeholder: string }) {
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState("");

  function enter(event: FormEvent): void {
    event.preventDefault();
    const link = readRoomLink(typed, location.host);
    if (link.kind === "room") location.assign(roomPath(link.id, link.key));
    else if (link.kind === "elsewhere") setProblem(homeWords.elsewhere(link.host));
    else setProblem(homeWords.noLink);
  }

  return (
    <form className="home-entrance" onSubmit={enter} noValidate>
      <div className="home-entrance-field">
        <input
          className="field"
          aria-label={homeWords.link}
          placeholder={placeholder}
          inputMode="url"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          aria-invalid={problem !== ""}
          aria-describedby="entrance-problem"
          onChange={(event) => {
            setTyped(event.target.value);
            setProblem("");
          }}
        />
        {typed.trim() === "" ? null : (
          <button type="submit" className="home-entrance-go" aria-label={homeWords.go}>
            <ArrowRight size={18} aria-hidden />
          </button>
        )}
      </div>
      <p id="entrance-problem" className="home-entrance-problem" role="alert">
        {problem}
      </p>
    </form>
  );
}
