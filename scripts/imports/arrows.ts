import type { Import } from "./graph.ts";

/** An arrow: what some files may import. Paths begin at the project's root; a folder ends in `/` and stands for what is in it. */
export interface Arrow {
  readonly from: string;
  readonly to: readonly string[];
  /** Files of which only types may be taken. */
  readonly typesOf?: readonly string[];
}

const channel = ["client/sync/channel.ts"];
const common = ["client/ui/", "client/words/", "shared/"];

/**
 * The layers of the Worker, from the ground up. Each may import those before it
 * and none behind it, so no two folders import each other.
 */
const LAYERS = [
  "yjs",
  "storage",
  "connection",
  "presence",
  "sync",
  "posts",
  "chat",
  "comments",
  "assets",
  "archive",
  "room",
  "http",
] as const;

/** The files that every layer but the ground may use besides: they know nothing of rooms. */
const BESIDES = [
  "worker/analytics.ts",
  "worker/assert.ts",
  "worker/checksum.ts",
  "worker/jobs.ts",
  "worker/limits.ts",
  "worker/log.ts",
  "worker/machine.ts",
  "worker/metrics.ts",
  "worker/observe.ts",
  "worker/reconnects.ts",
  "worker/result.ts",
  "worker/visitors.ts",
];

/**
 * The picture in docs/ARCHITECTURE.md, as a table. The longest `from` that fits a file decides;
 * a file that none fits may import nothing of ours.
 */
export const ARROWS: readonly Arrow[] = [
  { from: "shared/", to: ["shared/"] },
  { from: "worker/limits.ts", to: ["shared/limits.ts"] },

  {
    from: "worker/index.ts",
    to: ["worker/app.ts", "worker/archive/importer.ts", "worker/room/room.ts"],
  },
  {
    from: "worker/app.ts",
    to: [
      "worker/http/",
      "worker/machine.ts",
      "worker/log.ts",
      "worker/metrics.ts",
      "worker/observe.ts",
      "shared/",
    ],
    typesOf: ["worker/env.ts"],
  },
  {
    from: "worker/app.test.ts",
    to: ["worker/app.ts", "worker/limits.ts", "shared/"],
    typesOf: ["worker/env.ts"],
  },
  {
    from: "worker/env.ts",
    to: ["shared/"],
    typesOf: ["worker/archive/importer.ts", "worker/assets/asset-store.ts", "worker/room/room.ts"],
  },
  { from: "worker/log.ts", to: [] },
  { from: "worker/log.test.ts", to: ["worker/log.ts"] },
  { from: "worker/assert.ts", to: [] },
  { from: "worker/assert.test.ts", to: ["worker/assert.ts"] },
  { from: "worker/result.ts", to: [] },
  { from: "worker/checksum.ts", to: [] },
  { from: "worker/checksum.test.ts", to: ["worker/checksum.ts"] },
  { from: "worker/analytics.ts", to: ["worker/log.ts"] },
  {
    from: "worker/observe.ts",
    to: ["worker/log.ts", "worker/analytics.ts"],
    typesOf: ["worker/env.ts"],
  },
  { from: "worker/jobs.ts", to: [] },
  { from: "worker/metrics.ts", to: ["worker/jobs.ts", "shared/"] },
  { from: "worker/machine.ts", to: ["shared/"] },
  { from: "worker/meter.ts", to: [] },
  {
    from: "worker/visitors.ts",
    to: ["worker/limits.ts", "worker/log.ts", "worker/meter.ts", "worker/metrics.ts", "shared/"],
  },
  {
    from: "worker/visitors.test.ts",
    to: [
      "worker/visitors.ts",
      "worker/limits.ts",
      "worker/log.ts",
      "worker/meter.ts",
      "worker/metrics.ts",
      "shared/",
    ],
  },
  { from: "worker/reconnects.ts", to: ["worker/limits.ts", "shared/"] },
  {
    from: "worker/reconnects.test.ts",
    to: ["worker/reconnects.ts", "worker/limits.ts", "shared/"],
  },
  ...LAYERS.map((folder, index) => ({
    from: `worker/${folder}/`,
    to: [
      ...LAYERS.slice(0, index + 1).map((below) => `worker/${below}/`),
      ...(folder === "yjs"
        ? ["worker/assert.ts", "worker/checksum.ts", "worker/limits.ts"]
        : BESIDES),
      "shared/",
    ],
    typesOf: ["worker/env.ts"],
  })),
  {
    from: "worker/testing/",
    to: ["worker/testing/", "worker/limits.ts", "worker/storage/schema.ts", "shared/", "testkit/"],
    typesOf: ["worker/"],
  },

  { from: "client/main.tsx", to: ["client/app/", "client/styles/", ...common] },
  { from: "client/room.tsx", to: ["client/app/", "client/styles/", ...common] },
  { from: "client/embed.ts", to: ["client/app/", "client/embed/", "client/styles/", ...common] },
  { from: "client/app/", to: ["client/", "shared/"] },
  { from: "client/embed/", to: ["client/", "shared/"] },
  // Handed a document, presence and channels; they never see a socket, nor one another.
  { from: "client/board/", to: ["client/board/", ...common], typesOf: channel },
  { from: "client/comments/", to: ["client/comments/", ...common], typesOf: channel },
  { from: "client/chat/", to: ["client/chat/", ...common], typesOf: channel },
  { from: "client/people/", to: ["client/people/", ...common], typesOf: channel },
  { from: "client/sync/", to: ["client/sync/", ...common] },
  { from: "client/ui/", to: common },
  { from: "client/styles/", to: ["client/styles/"] },
  { from: "client/words/", to: ["client/words/"], typesOf: ["shared/"] },

  // The common ground of tests of every kind, and of benchmarks: clients, an oracle, random edits.
  { from: "testkit/", to: ["testkit/", "shared/"] },

  // They drive what was built, as its users do.
  { from: "e2e/", to: ["e2e/", "testkit/"] },
  // They start plain workerd themselves, to kill and freeze it.
  { from: "e2e/durability/", to: ["e2e/", "testkit/", "scripts/", "shared/"] },
  {
    from: "bench/",
    to: [
      "bench/",
      "scripts/",
      "client/board/",
      "client/people/",
      "client/styles/",
      "client/sync/",
      "client/ui/",
      "shared/",
      "testkit/",
      "worker/limits.ts",
    ],
  },
  // Plays the room's own path of an update as pure functions.
  {
    from: "bench/fuzz/",
    to: [
      "bench/fuzz/",
      "scripts/failure.ts",
      "shared/",
      "worker/yjs/",
      "worker/sync/update-limits.ts",
      "testkit/",
    ],
  },
  // Measures a part of the room by itself.
  // Measures the gc and the structure by themselves.
  { from: "bench/gc/", to: ["bench/", "worker/yjs/"] },
  { from: "bench/structure/", to: ["bench/", "scripts/", "shared/", "testkit/", "worker/yjs/"] },
  { from: "scripts/", to: ["scripts/"] },
  // Measures the fonts that are shipped.
  { from: "scripts/fonts/", to: ["scripts/", "shared/"] },
  // They tell the Worker about the machine, and check its settings before it starts.
  { from: "scripts/serve/", to: ["scripts/", "shared/"] },
  {
    // Reads rooms and archives as the Worker does, with the same code.
    from: "scripts/stoa/",
    to: [
      "scripts/",
      "shared/",
      "worker/archive/tar.ts",
      "worker/checksum.ts",
      "worker/limits.ts",
      "worker/storage/row-sums.ts",
      "worker/yjs/decode.ts",
      "worker/yjs/decoded-update.ts",
      "worker/yjs/classify.ts",
      "worker/yjs/coverage.ts",
      "worker/yjs/heal.ts",
      "worker/storage/history-segment.ts",
    ],
  },
];

/** A test of the Worker may also use its clients. */
const FOR_TESTS = ["worker/testing/", "testkit/"];

const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);
const fits = (pattern: string, file: string): boolean =>
  pattern.endsWith("/") ? file.startsWith(pattern) : file === pattern;

/** One sentence for each import that no arrow allows. */
export function forbiddenImports(imports: readonly Import[], arrows = ARROWS): string[] {
  return imports.flatMap(({ from, to, typesOnly }) => {
    const arrow = arrows
      .filter((candidate) => fits(candidate.from, from))
      .sort((a, b) => b.from.length - a.from.length)[0];
    const allowed = [
      ...(arrow?.to ?? []),
      ...(typesOnly ? (arrow?.typesOf ?? []) : []),
      ...(isTest(from) && from.startsWith("worker/") ? FOR_TESTS : []),
    ];
    if (allowed.some((pattern) => fits(pattern, to))) return [];
    return [`${from} must not import ${typesOnly ? "types of " : ""}${to}`];
  });
}

/** One sentence for each cycle among imports that are left when the program runs. */
export function importCycles(imports: readonly Import[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to, typesOnly } of imports) {
    if (!typesOnly) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const cycles: string[] = [];
  const finished = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) {
      cycles.push(`a cycle of imports: ${[...path.slice(start), file].join(" → ")}`);
    } else if (!finished.has(file)) {
      for (const target of next.get(file) ?? []) visit(target, [...path, file]);
      finished.add(file);
    }
  };
  for (const file of next.keys()) visit(file, []);
  return cycles;
}
