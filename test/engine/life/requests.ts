import type { Bench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";

/**
 * The requests for each session, as "METHOD status" and the names in an update. Parties identify a create, by
 * the session's index in `names`; the id identifies all other requests.
 */
export function requestsBySession(
  { emulator }: Bench,
  names: readonly string[],
  ids: Readonly<Record<string, string>>,
): Map<string, string[]> {
  const asked = new Map<string, string[]>();
  for (const { method, path, status, body } of emulator.requests.all()) {
    const sent = (body ?? {}) as Readonly<Record<string, unknown>>;
    const owner = names.find(
      (name, index) => path.includes(ids[name] ?? "no id") || (status === 201 && isOf(sent, index)),
    );
    const updated = method === "POST" && status === 200 ? Object.keys(sent).sort() : [];
    const line = [method, status, ...updated].join(" ");
    const key = owner ?? path;
    asked.set(key, [...(asked.get(key) ?? []), line]);
  }
  return asked;
}

function isOf(sent: Readonly<Record<string, unknown>>, index: number): boolean {
  const { firstParty } = parties(index);
  return String(sent["first_party"]).replace("+", "") === firstParty.replace("+", "");
}

/** The body of each session's update, by id. @throws Error if a session was updated twice. */
export function updatesById({ emulator }: Bench): Record<string, unknown> {
  const updates = emulator.requests.all().filter(({ method, status }) => method === "POST" && status === 200);
  const sent = updates.map(({ path, body }) => [path.split("/").at(-1) ?? "", body] as const);
  if (new Set(sent.map(([id]) => id)).size < sent.length) throw new Error("A session was updated twice.");
  return Object.fromEntries(sent);
}
