import type { Emulator } from "plivo-masking-emulator";

/**
 * The ids in each PLIVO_SEVERAL_SESSIONS error of an operation's text, which shows an error more than once.
 */
export function severalIn(text: string): string[][] {
  const errors = text.matchAll(/The masking sessions (.*?) are all live/gs);
  return Array.from(errors, ([, ids = ""]) => ids.match(/[0-9a-f-]{36}/g) ?? []);
}

/** Expires all but the newest of the sessions in each such error. @returns false if there is none. */
export function endOlder({ sessions }: Pick<Emulator, "sessions">, text: string): boolean {
  const several = severalIn(text);
  for (const alike of several) {
    // In order of creation.
    const live = sessions.live().filter(({ session_uuid: id }) => alike.includes(id));
    for (const { session_uuid: id } of live.slice(0, -1)) sessions.change(id, { status: "expired" });
  }
  return several.length > 0;
}
