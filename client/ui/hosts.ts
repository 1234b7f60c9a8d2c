/** Hosts that can be taken for others: letters of several scripts in one label, or all of them like Latin ones. */

/** Letters of one label may be of these scripts together: so people write (UTS 39, "highly restrictive"). */
const TOGETHER: readonly RegExp[] = [
  // Latin of European languages: not its phonetic and small letters, which look like plain ones.
  /^[a-z\u00df-\u017f]+$/u,
  /^\p{Script=Cyrillic}+$/u,
  /^\p{Script=Greek}+$/u,
  /^[a-z\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u,
  /^[a-z\p{Script=Han}\p{Script=Hangul}]+$/u,
  /^[a-z\p{Script=Han}\p{Script=Bopomofo}]+$/u,
  ...[
    "Arabic",
    "Hebrew",
    "Thai",
    "Devanagari",
    "Bengali",
    "Tamil",
    "Telugu",
    "Armenian",
    "Georgian",
  ].map((script) => new RegExp(`^[\\p{Script=${script}}\\p{M}]+$`, "u")),
];

/** Cyrillic and Greek letters that look like Latin ones. A label of nothing else can be read as another. */
const LIKE_LATIN = /^[асԁеһіӏјкмнорԛѕтԝхуьвѵғαικνορτυχγωηѡ]+$/u;

/** The characters that may stand in any label. */
const COMMON = /[\p{N}\p{M}-]/gu;

/** The part of an address that names the host. */
const HOST = /^(?:[a-z][a-z0-9+.-]*:(?:\/\/)?)?(?:[^/?#@\s]*@)?([^/?#:\s]+)/iu;

/** Can the host of this address, as it was written, be taken for another? */
export function looksLikeAnother(address: string): boolean {
  const host = HOST.exec(address)?.[1]?.normalize("NFKC").toLowerCase() ?? "";
  const labels = host.split(/[.。]/u);
  const isForeign = /[^\x20-\x7e]/.test(host);
  return isForeign && labels.some(isDeceptive);
}

function isDeceptive(label: string): boolean {
  const letters = label.replace(COMMON, "");
  if (letters === "") return false;
  return LIKE_LATIN.test(letters) || !TOGETHER.some((script) => script.test(letters));
}
