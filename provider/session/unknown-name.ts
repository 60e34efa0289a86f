/** The message about an unknown name, with the most similar known one. */
export function unknownNameMessage(
  kind: "argument" | "filter",
  name: string,
  known: readonly string[],
): string {
  // A name with digits may be a phone number in the wrong place.
  const quoted = /^[A-Za-z_$-]{1,60}$/.test(name) ? ` "${name}"` : "";
  const suggestion = quoted === "" ? "" : ` Did you mean "${nearestName(name, known)}"?`;
  return `There is no ${kind}${quoted}.${suggestion}`;
}

/** The known name that shares at least half of its letters with a misspelled one. */
export function probableName<Name extends string>(name: string, known: readonly Name[]): Name | undefined {
  const { distance } = require("fastest-levenshtein") as typeof import("fastest-levenshtein");
  const meant = nearestName(name, known);
  return distance(name, meant) <= meant.length / 2 ? meant : undefined;
}

/** Up to this edit distance, the closest name wins over an abbreviated one. */
const maxTypos = 2;

/** Also resolves abbreviations: `second` to `secondParty`, and `firstPin` to `firstPartyPin`. */
function nearestName<Name extends string>(name: string, known: readonly Name[]): Name {
  const { closest, distance } = require("fastest-levenshtein") as typeof import("fastest-levenshtein");
  const begun = known.filter((other) => other.toLowerCase().startsWith(name.toLowerCase()));
  if (begun.length > 0) return closest(name, begun) as Name;
  const near = closest(name, known) as Name;
  if (distance(name, near) <= maxTypos) return near;
  const whole = known.filter((other) => isAbbreviation(name, other));
  return closest(name, whole.length > 0 ? whole : known) as Name;
}

/** Whether the name has some of the letters of the whole one, in the same order. */
function isAbbreviation(name: string, whole: string): boolean {
  const letters = whole.toLowerCase();
  let start = 0;
  for (const letter of name.toLowerCase()) {
    const index = letters.indexOf(letter, start);
    if (index === -1) return false;
    start = index + 1;
  }
  return true;
}
