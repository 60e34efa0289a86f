/** What is said of a name that does not exist, with the one that was probably meant. */
export function unknownNameMessage(
  kind: "argument" | "filter",
  name: string,
  known: readonly string[],
): string {
  // A name with digits could be a number put in the wrong place.
  const quoted = /^[A-Za-z_$-]{1,60}$/.test(name) ? ` "${name}"` : "";
  const suggestion = quoted === "" ? "" : ` Did you mean "${nearestName(name, known)}"?`;
  return `There is no ${kind}${quoted}.${suggestion}`;
}

/** The known name that an unknown one is a misspelling of: at least half of it is right. Undefined: it resembles none. */
export function nameMeantBy<Name extends string>(name: string, known: readonly Name[]): Name | undefined {
  const { distance } = require("fastest-levenshtein") as typeof import("fastest-levenshtein");
  const meant = nearestName(name, known);
  return distance(name, meant) <= meant.length / 2 ? meant : undefined;
}

/** Letters of a slip: more make another name. */
const maxTypos = 2;

/** A shortened name means one that has all its letters: second is secondParty, and firstPin firstPartyPin. */
function nearestName<Name extends string>(name: string, known: readonly Name[]): Name {
  const { closest, distance } = require("fastest-levenshtein") as typeof import("fastest-levenshtein");
  const begun = known.filter((other) => other.toLowerCase().startsWith(name.toLowerCase()));
  if (begun.length > 0) return closest(name, begun) as Name;
  const near = closest(name, known) as Name;
  if (distance(name, near) <= maxTypos) return near;
  const whole = known.filter((other) => isAbbreviation(name, other));
  return closest(name, whole.length > 0 ? whole : known) as Name;
}

/** Whether letters are missing in a name, and all that it has are in order. */
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
