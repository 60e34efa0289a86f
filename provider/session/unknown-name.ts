/** What is said of a name that does not exist, with the one that was probably meant. */
export function unknownName(kind: "argument" | "filter", name: string, known: readonly string[]): string {
  // A name with digits could be a number put in the wrong place.
  const quoted = /^[A-Za-z_$-]{1,60}$/.test(name) ? ` "${name}"` : "";
  const suggestion = quoted === "" ? "" : ` Did you mean "${nearest(name, known)}"?`;
  return `There is no ${kind}${quoted}.${suggestion}`;
}

/** The known name that an unknown one is a misspelling of: at least half of it is right. Undefined: it resembles none. */
export function misspelt<Name extends string>(name: string, known: readonly Name[]): Name | undefined {
  const { distance } = require("fastest-levenshtein") as typeof import("fastest-levenshtein");
  const meant = nearest(name, known);
  return distance(name, meant) <= meant.length / 2 ? meant : undefined;
}

/** A shortened name, such as firstPin, means one that has all its letters: firstPartyPin, though firstParty is closer. */
function nearest<Name extends string>(name: string, known: readonly Name[]): Name {
  const { closest } = require("fastest-levenshtein") as typeof import("fastest-levenshtein");
  const whole = known.filter((other) => isShortened(name, other));
  return closest(name, whole.length > 0 ? whole : known) as Name;
}

/** Whether letters are missing in a name, and all that it has are in order. */
function isShortened(name: string, whole: string): boolean {
  const letters = whole.toLowerCase();
  let start = 0;
  for (const letter of name.toLowerCase()) {
    const index = letters.indexOf(letter, start);
    if (index === -1) return false;
    start = index + 1;
  }
  return true;
}
