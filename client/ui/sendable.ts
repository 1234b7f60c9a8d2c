/** The typed text as it would be sent: no blanks around it, no control characters but tab and line end. */
export function sendable(typed: string): string {
  return (
    typed
      .replaceAll(/\r\n?/g, "\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
      .trim()
  );
}
