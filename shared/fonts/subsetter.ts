/** The subsetter: fonts with only the glyphs of some letters, by HarfBuzz. It knows no file and no paper. */

/** The functions of HarfBuzz that are used here (hb-subset.h). Pointers are numbers, and 0 is none. */
interface HarfBuzz {
  readonly memory: { readonly buffer: ArrayBuffer };
  _initialize?(): void;
  malloc(bytes: number): number;
  free(pointer: number): void;
  hb_blob_create(data: number, length: number, mode: number, user: number, free: number): number;
  hb_blob_destroy(blob: number): void;
  hb_blob_get_data(blob: number, length: number): number;
  hb_blob_get_length(blob: number): number;
  hb_face_create(blob: number, index: number): number;
  hb_face_destroy(face: number): void;
  hb_face_reference_blob(face: number): number;
  hb_set_add(set: number, value: number): void;
  hb_subset_input_create_or_fail(): number;
  hb_subset_input_destroy(input: number): void;
  hb_subset_input_unicode_set(input: number): number;
  hb_subset_input_set_flags(input: number, flags: number): void;
  hb_subset_or_fail(face: number, input: number): number;
}

/** `HB_MEMORY_MODE_WRITABLE`: the blob may change the bytes, which are ours until it is destroyed. */
const WRITABLE = 2;

/** `HB_SUBSET_FLAGS_NO_HINTING`: hints are for coarse screens, and take half of the bytes. */
const NO_HINTING = 1;

/** Makes fonts smaller. */
export class Subsetter {
  readonly #hb: HarfBuzz;

  private constructor(hb: HarfBuzz) {
    this.#hb = hb;
  }

  /** Starts HarfBuzz. `module`: its file `harfbuzz-subset.wasm`, compiled. */
  static async start(module: WebAssembly.Module): Promise<Subsetter> {
    const { exports } = await WebAssembly.instantiate(module, {});
    const hb = exports as unknown as HarfBuzz;
    hb._initialize?.();
    return new Subsetter(hb);
  }

  /** Returns the font with the glyphs of these letters, and with its kerning and ligatures; `null`: it is no font. */
  subset(font: Uint8Array, letters: Iterable<string>): Uint8Array | null {
    const hb = this.#hb;
    const held = hb.malloc(font.length);
    const input = hb.hb_subset_input_create_or_fail();
    if (held === 0 || input === 0) throw new Error("HarfBuzz has no memory left.");
    new Uint8Array(hb.memory.buffer).set(font, held);
    const blob = hb.hb_blob_create(held, font.length, WRITABLE, 0, 0);
    const face = hb.hb_face_create(blob, 0);
    hb.hb_blob_destroy(blob);
    const unicodes = hb.hb_subset_input_unicode_set(input);
    for (const letter of letters) hb.hb_set_add(unicodes, letter.codePointAt(0) ?? 0);
    hb.hb_subset_input_set_flags(input, NO_HINTING);
    const subset = hb.hb_subset_or_fail(face, input);
    const bytes = subset === 0 ? null : this.#bytesOf(subset);
    hb.hb_subset_input_destroy(input);
    hb.hb_face_destroy(face);
    hb.free(held);
    return bytes;
  }

  #bytesOf(face: number): Uint8Array | null {
    const hb = this.#hb;
    const blob = hb.hb_face_reference_blob(face);
    const begin = hb.hb_blob_get_data(blob, 0);
    const bytes = new Uint8Array(hb.memory.buffer).slice(
      begin,
      begin + hb.hb_blob_get_length(blob),
    );
    hb.hb_blob_destroy(blob);
    hb.hb_face_destroy(face);
    return bytes.length === 0 ? null : bytes;
  }
}
