import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { parseSync } from "vite";

/** One import of a file of ours: paths from the project's root, with `/`. */
export interface Import {
  readonly from: string;
  /** A file of ours. */
  readonly to: string;
  /** Only types are taken: nothing of it is left when the program runs. */
  readonly typesOnly: boolean;
}

/** Every import, re-export, `import()` and `import()` type between the files below `root`. */
export function readImports(root: string, folders: readonly string[]): Import[] {
  return globSync(`{${folders.join(",")}}/**/*.{ts,tsx,mjs}`, {
    cwd: root,
    exclude: ["**/node_modules"],
  }).flatMap((file) => importsOfFile(root, file.split("\\").join("/")));
}

function importsOfFile(root: string, from: string): Import[] {
  const parsed = parseSync(from, readFileSync(join(root, from), "utf8"));
  const broken = parsed.errors[0];
  if (broken) throw new Error(`${from} cannot be parsed: ${broken.message}`);
  const found: Import[] = [];
  collect(parsed.program, (specifier, typesOnly) => {
    if (!specifier.startsWith(".")) return;
    const to = resolve(root, from, specifier);
    if (to !== null) found.push({ from, to, typesOnly });
  });
  return found;
}

/** Null for what is no file: the build reports those. */
function resolve(root: string, from: string, specifier: string): string | null {
  const [path = ""] = specifier.split("?"); // Vite's `./file.css?inline`.
  const target = join(root, dirname(from), path);
  return existsSync(target) ? relative(root, target).split("\\").join(posix.sep) : null;
}

type Found = (specifier: string, typesOnly: boolean) => void;

/** All four kinds of import carry a `source`: a string literal. */
function collect(node: unknown, found: Found): void {
  if (Array.isArray(node)) {
    for (const child of node) collect(child, found);
  } else if (isRecord(node)) {
    const source = node["source"];
    if (isRecord(source) && typeof source["value"] === "string") {
      found(source["value"], takesTypesOnly(node));
    }
    for (const child of Object.values(node)) collect(child, found);
  }
}

function takesTypesOnly(node: Readonly<Record<string, unknown>>): boolean {
  if (node["type"] === "TSImportType") return true;
  if (node["importKind"] === "type" || node["exportKind"] === "type") return true;
  const names = node["specifiers"];
  const isType = (name: unknown): boolean =>
    isRecord(name) && (name["importKind"] === "type" || name["exportKind"] === "type");
  return Array.isArray(names) && names.length > 0 && names.every(isType);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
