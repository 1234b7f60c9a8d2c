/** A set-up of runtime tests: it lets a file end while a room still logs. */

// Tests may put a spy in its place.
const { debug } = console;

// The plugin keeps a log line of a room until the test's own context sends something
// (`pendingConsoleLogs`, 1.4.10). Vitest waits for the answer to that line before it sends more.
setInterval(() => debug(""), 500);
