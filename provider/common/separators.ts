/** Separators between digits, and invisible characters: bidi marks, zero-width characters, soft hyphens. */
const ignored = /[\s\p{Default_Ignorable_Code_Point}().\-\u2010-\u2015]/gu;

/** A number without the separators between its digits. */
export function withoutSeparators(text: string): string {
  return text.replace(ignored, "");
}
