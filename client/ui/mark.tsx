/** Stoa's mark: a small porch. Decoration: whatever holds it has the name. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg
      className="mark"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M2.5 8 12 3l9.5 5z" />
      <path d="M5.5 11.5v6M9.8 11.5v6M14.2 11.5v6M18.5 11.5v6" />
      <path d="M3 21h18" />
    </svg>
  );
}
