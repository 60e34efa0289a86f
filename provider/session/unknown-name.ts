/** What is said of a name that does not exist, with the one that was probably meant. */
export function unknownName(kind: "argument" | "filter", name: string, known: readonly string[]): string {
  // A name with digits could be a number put in the wrong place.
  const quoted = /^[A-Za-z_$-]{1,60}$/.test(name) ? ` "${name}"` : "";
  const suggestion = quoted === "" ? "" : ` Did you mean "${nearest(name, known)}"?`;
  return `There is no ${kind}${quoted}.${suggestion}`;
}

function nearest(name: string, known: readonly string[]): string {
  const { closest } = require("fastest-levenshtein") as typeof import("fastest-levenshtein");
  return closest(name, known);
}
