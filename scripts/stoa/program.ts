import { basename, resolve } from "node:path";
import { Command } from "commander";
import { Failure } from "../failure.ts";
import { openDataDirectory } from "../serve/data-directory.ts";
import { lockDataDirectory } from "../serve/lock.ts";
import { checkRoom } from "./check.ts";
import { claimRoom } from "./claim.ts";
import { describe, statsOfFile } from "./inspect.ts";
import { list } from "./list.ts";
import { ask, askForOwnerKey, givenOwnerKey, KEY_VARIABLE } from "./owner-key.ts";
import { deleteRoom, exportRoom, fetchStats, importRoom, readRoomAddress } from "./remote.ts";
import { repairRoom } from "./repair.ts";
import { findRoom, type RoomDatabase, readRoomOr, roomFiles } from "./room-file.ts";
import { inBytes, plain } from "./words.ts";

/** Where the command was called, and what it finds there. */
export interface Surroundings {
  /** Relative paths start here. */
  readonly directory: string;
  /** The data folder, unless another one is named. */
  readonly dataDirectory: string;
}

/** The command line of `npm run stoa -- …`; `exitCode` says how it went. */
export function createProgram({ directory, dataDirectory }: Surroundings): {
  readonly program: Command;
  readonly exitCode: () => number;
} {
  let exitCode = 0;
  const data = ["--data <folder>", "the data folder", dataDirectory] as const;
  const program = new Command("stoa")
    .description("Looks after the rooms of a Stoa.")
    .addHelpText(
      "after",
      `\nlist and check read a data folder, also while it is being served, and change nothing.\nThe others ask a running Stoa for a room by its address, with the owner key in\n${KEY_VARIABLE}; without it they ask for the key.`,
    );

  program
    .command("list")
    .description("list the rooms of a data folder")
    .option(...data)
    .option("--json", "one JSON object a line")
    .action((options: { data: string; json?: true }) => {
      list(resolve(directory, options.data), options.json === true);
    });

  program
    .command("inspect")
    .description("tell what a room holds: by its address, or by its id from a data folder")
    .argument("<room>", "https://…/room/<id>, or an id, or the beginning of a file's name")
    .option(...data)
    .option("--json", "as JSON")
    .action(async (room: string, options: { data: string; json?: true }) => {
      const isRemote = room.includes("/");
      const file = isRemote ? undefined : findRoom(resolve(directory, options.data), room);
      const stats = file
        ? statsOfFile(file)
        : await fetchStats(readRoomAddress(room), await askForOwnerKey());
      console.log(options.json ? JSON.stringify(stats) : describe(stats, file?.path));
    });

  program
    .command("check")
    .description(
      "read every byte of a room, or of all rooms of a data folder, and tell what is not sound",
    )
    .argument("[room]", "an id, or the beginning of a file's name; without it, all rooms")
    .option(...data)
    .action((room: string | undefined, options: { data: string }) => {
      const folder = resolve(directory, options.data);
      const files = room === undefined ? roomFiles(folder) : [findRoom(folder, room)];
      for (const { path } of files) if (!check(path)) exitCode = 1;
    });

  program
    .command("repair")
    .description("drop from a room what no Yjs client writes, while its server is stopped")
    .argument("<room>", "an id, or the beginning of a file's name")
    .option(...data)
    .action(async (room: string, options: { data: string }) => {
      const folder = resolve(directory, options.data);
      const { path } = findRoom(folder, room);
      const lock = await lockDataDirectory(openDataDirectory(folder));
      try {
        const { dropped, faults, copy } = await repairRoom(path);
        if (copy === null) console.log(`✓ ${plain(room)}: there is nothing to mend.`);
        else {
          console.log(
            `✓ ${plain(room)}: ${dropped} items were dropped (${[...faults].join(", ")}).`,
          );
          console.log(`    The file as it was is ${copy}.`);
        }
      } finally {
        lock.release();
      }
    });

  program
    .command("export")
    .description("write everything that a room holds to one file")
    .argument("<address>", "https://…/room/<id>")
    .argument("[file]", "default: stoa-<id>.tar.gz")
    .action(async (address: string, named: string | undefined) => {
      const room = readRoomAddress(address);
      const file = resolve(directory, named ?? `stoa-${room.id}.tar.gz`);
      const count = await exportRoom(room, await askForOwnerKey(), file);
      console.log(`Wrote ${file}: ${count} files, and their checksums fit.`);
    });

  program
    .command("import")
    .description("put such a file into a room in which nobody has drawn or said anything")
    .argument("<address>", "https://…/room/<id>, or https://… alone for a new room")
    .argument("<file>", "what export wrote")
    .action(async (address: string, file: string) => {
      const room = readRoomAddress(address, true);
      const given = givenOwnerKey();
      const claimed = given === null ? await claimRoom(room) : null;
      // Told once, and only here, also should the import fail: who loses it cannot rule the room any more.
      if (claimed !== null) console.log(`Its owner key is ${claimed}`);
      const key = given ?? claimed ?? (await askForOwnerKey());
      const stats = await importRoom(room, key, resolve(directory, file));
      console.log(`${room.page} holds it now (${inBytes(stats.bytes)}).`);
    });

  program
    .command("delete")
    .description("delete a room for good: everybody is closed out, and nobody can make it again")
    .argument("<address>", "https://…/room/<id>")
    .option("--yes", "do not ask again")
    .action(async (address: string, options: { yes?: true }) => {
      const room = readRoomAddress(address);
      const key = await askForOwnerKey();
      if (!options.yes && (await ask(`Type ${room.id} to delete it for good: `)) !== room.id) {
        throw new Failure("the room was not deleted.");
      }
      await deleteRoom(room, key);
      console.log(`${room.id} is deleted.`);
    });

  return { program, exitCode: () => exitCode };
}

/** Checks one room's file and says so in a line; in more when something is not sound. */
function check(path: string): boolean {
  return readRoomOr(path, checkSound, (complaint) => {
    console.log(`✗ ${basename(path, ".sqlite")}: SQLite cannot read the file: ${complaint}.`);
    return false;
  });

  function checkSound(room: RoomDatabase): boolean {
    const id = room.meta("id");
    const name = typeof id === "string" ? plain(id) : basename(path, ".sqlite");
    const { deletedAt, heads, updates, segments, messages, comments, images, unsummed, problems } =
      checkRoom(room);
    const counts =
      deletedAt === null
        ? `${heads} heads, ${updates} updates, ${segments} segments, ${messages} messages${comments === 0 ? "" : `, ${comments} comments`}${images === 0 ? "" : `, ${images} images`}`
        : "deleted";
    console.log(`${problems.length === 0 ? "✓" : "✗"} ${name}: ${counts}`);
    for (const problem of problems) console.log(`    ${problem}`);
    if (unsummed > 0) {
      console.log(`    ${unsummed} rows have no checksum: an earlier version wrote them.`);
    }
    return problems.length === 0;
  }
}
