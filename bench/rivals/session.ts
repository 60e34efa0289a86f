export type DeclaredSession = ReturnType<typeof declaredSession>;

/**
 * The session with this index. Its parties are unique: numbers reserved for fiction, 100 for each area code.
 */
export function declaredSession(index: number) {
  const area = Math.floor(index / 100);
  const line = String(index % 100).padStart(2, "0");
  return {
    firstParty: `+1${200 + area}55501${line}`,
    secondParty: `+1${500 + area}55501${line}`,
    sessionExpiry: 86_400,
    ringTimeout: 30,
  };
}
