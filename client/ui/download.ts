/** Gives the user a file that the page has made. */

/** Milliseconds after which a browser has certainly begun to save a file. */
const SAVED_AFTER = 60_000;

/** Saves bytes under a name, where the browser saves its files. */
export function download(name: string, bytes: Blob): void {
  const address = URL.createObjectURL(bytes);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), SAVED_AFTER);
}
