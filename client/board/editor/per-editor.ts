/** The state that a feature keeps for each board: it lives in the feature, and the editor does not know it. */
import type { Editor } from "../editor.ts";

/**
 * Returns the state of an editor's feature. It is made when somebody first asks for it, and goes with the editor.
 *
 *     export const framesOf = perEditor(() => ({ naming: createStore<string | null>(null) }));
 */
export function perEditor<State>(make: (editor: Editor) => State): (editor: Editor) => State {
  const states = new WeakMap<Editor, { readonly state: State }>();
  return (editor) => {
    const known = states.get(editor);
    if (known !== undefined) return known.state;
    const state = make(editor);
    states.set(editor, { state });
    return state;
  };
}
