import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { Failure } from "../failure.ts";

/** Where the owner key comes from when nobody is there to be asked. */
export const KEY_VARIABLE = "STOA_OWNER_KEY";

/**
 * The owner key of a room, from the environment or from a person who types it
 * unseen. Never from the command line, which every user of the machine can read.
 */
export async function askForOwnerKey(): Promise<string> {
  return keyFromEnvironment() ?? checked(await askUnseen("Owner key: "));
}

/** The owner key in the environment; null where there is none. */
export function givenOwnerKey(): string | null {
  return keyFromEnvironment();
}

/** Asks a person for a word. */
export async function ask(question: string): Promise<string> {
  assertSomebodyIsThere();
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await new Promise((resolve) => lines.question(question, resolve));
  } finally {
    lines.close();
  }
}

async function askUnseen(question: string): Promise<string> {
  assertSomebodyIsThere();
  process.stderr.write(question);
  // Typed characters would be shown by whatever the lines are written to.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await new Promise((resolve) => lines.question("", resolve));
  } finally {
    lines.close();
    process.stderr.write("\n");
  }
}

function assertSomebodyIsThere(): void {
  if (!process.stdin.isTTY) {
    throw new Failure(`nobody is there to be asked; set ${KEY_VARIABLE} to the room's owner key.`);
  }
}

function keyFromEnvironment(): string | null {
  const key = process.env[KEY_VARIABLE];
  return key ? checked(key) : null;
}

function checked(key: string): string {
  if (!/^[A-Za-z0-9_-]{32}$/.test(key.trim())) {
    throw new Failure("an owner key is 32 of A–Z a–z 0–9 - _; this is none.");
  }
  return key.trim();
}
