import { type ReactNode, useId } from "react";

interface ChoicesProps<T extends string> {
  legend: string;
  className: string;
  options: readonly T[];
  /** `null`: the selected shapes differ. */
  value: T | null;
  nameOf: (option: T) => string;
  show: (option: T) => ReactNode;
  onChoose: (option: T) => void;
}

/** One of several, as a row of radio buttons that look like what they choose. */
export function Choices<T extends string>(props: ChoicesProps<T>) {
  const name = useId();
  return (
    <fieldset className={`board-choices ${props.className}`}>
      <legend>{props.legend}</legend>
      <div className="board-choice-row">
        {props.options.map((option) => (
          <label key={option} title={props.nameOf(option)}>
            <input
              type="radio"
              name={name}
              value={option}
              aria-label={props.nameOf(option)}
              checked={props.value === option}
              onChange={() => props.onChoose(option)}
            />
            {props.show(option)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
