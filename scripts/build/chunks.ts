/** The division of the pages' scripts into files: few, and none with more than its pages need at first. */

/** The part of the bundler's answers that is needed: the modules that a module imports statically. */
interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/**
 * Names the file of each module that some page loads at first, by the pages that do:
 * `for-index-room`. Modules that come later get no name, and the bundler divides them.
 * By itself it makes a file for each set of pages and later parts. That is fifty for a
 * room, most of them below 1 KB, and each costs a request.
 */
export function chunkOfPages(
  pages: Readonly<Record<string, string>>,
): (id: string, modules: Modules) => string | null {
  let pagesOf: Map<string, string[]> | null = null;
  return (id, modules) => {
    pagesOf ??= firstLoads(pages, modules);
    const names = pagesOf.get(id);
    return names === undefined ? null : `for-${names.join("-")}`;
  };
}

/** The names of the pages that load each module at first. */
function firstLoads(
  pages: Readonly<Record<string, string>>,
  modules: Modules,
): Map<string, string[]> {
  const pagesOf = new Map<string, string[]>();
  for (const [name, entry] of Object.entries(pages)) {
    const seen = new Set([entry]);
    for (const id of seen) {
      // The page itself begins to run in a file of its own.
      if (id !== entry) pagesOf.set(id, [...(pagesOf.get(id) ?? []), name]);
      for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) seen.add(imported);
    }
  }
  return pagesOf;
}
