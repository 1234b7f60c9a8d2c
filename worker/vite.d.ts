/** What Vite replaces when it builds the Worker. */
interface ImportMeta {
  readonly env?: { readonly DEV?: boolean };
}
