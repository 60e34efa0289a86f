/**
 * The ids in each PLIVO_SEVERAL_SESSIONS error of an operation's text, which shows an error more than once.
 */
export function severalIn(text: string): string[][] {
  const errors = text.matchAll(/The masking sessions (.*?) are all live/gs);
  return Array.from(errors, ([, ids = ""]) => ids.match(/[0-9a-f-]{36}/g) ?? []);
}
