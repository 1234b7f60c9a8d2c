/** Phrases that depend on a number. */

/** A phrase in each form that a language has for numbers; `#` stands for the number. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Makes the function that puts a number into a phrase of one language. `shown` is how it is written, if otherwise. */
export function plural(language: string): (count: number, forms: Forms, shown?: string) => string {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (count, forms, shown = numbers.format(count)) =>
    (forms[rules.select(count)] ?? forms.other).replace("#", shown);
}
