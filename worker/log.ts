/** What one log line is about; never a secret, never content. */
type Fields = Readonly<Record<string, string | number | boolean | null>>;

/** Something that a developer should look at. A user's mistake or a broken network is not one. */
export function logError(event: string, error: unknown, fields: Fields = {}): void {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(JSON.stringify({ level: "error", event, ...fields, message }));
}

/** Something that an operator may want to count. */
export function logInfo(event: string, fields: Fields = {}): void {
  console.info(JSON.stringify({ level: "info", event, ...fields }));
}
