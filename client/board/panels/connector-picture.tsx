/** Pictures of the courses and heads of arrows, in the colour of the text around. */
import type { Head, Route } from "../../../shared/board/style.ts";

const COURSES: Readonly<Record<Route, string>> = {
  straight: "M3 7H17",
  curve: "M3 10.5Q10 -1 17 10.5",
  elbow: "M3 11.5H10V2.5H17",
};

const HEADS: Readonly<Record<Head, string>> = {
  none: "M3 7H17",
  open: "M3 7H17M12 2.5L17 7L12 11.5",
  filled: "M3 7H11M11 3L17 7L11 11Z",
  dot: "M3 7H11M11 7A3 3 0 1 0 17 7A3 3 0 1 0 11 7",
  bar: "M3 7H17M17 2.5V11.5",
  crow: "M3 7H17M17 2.5L10.5 7L17 11.5",
};

/** A course, or a head at the end; with `isTail` at the beginning. */
export function ConnectorPicture({
  route,
  head = "none",
  isTail = false,
}: {
  route?: Route;
  head?: Head;
  isTail?: boolean;
}) {
  const isFilled = head === "filled" || head === "dot";
  return (
    <span>
      <svg
        viewBox="0 0 20 14"
        width="20"
        height="14"
        fill={isFilled ? "currentColor" : "none"}
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        <path
          d={route === undefined ? HEADS[head] : COURSES[route]}
          transform={isTail ? "matrix(-1 0 0 1 20 0)" : undefined}
        />
      </svg>
    </span>
  );
}
