/** Vite's replacements: the types of what it puts into the Worker when it builds. */

/** The values that Vite puts in when it builds the Worker. */
interface ImportMeta {
  readonly env?: { readonly DEV?: boolean };
}
