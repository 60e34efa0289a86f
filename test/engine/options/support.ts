import type { Bench } from "../../support/engine.ts";

/** The first parties of the requests that made sessions, in order; as numbers, without "+". */
export function createdParties(bench: Bench): string[] {
  const made = bench.emulator.requests
    .all()
    .filter(({ method, status }) => method === "POST" && status === 201);
  return made.map(({ body }) => (body as { first_party: string }).first_party.replace("+", ""));
}

/** The ids of the sessions that requests asked to end, in order. */
export function expiredIds(bench: Bench): string[] {
  const deletes = bench.emulator.requests.all().filter(({ method }) => method === "DELETE");
  return deletes.map(({ path }) => path.split("/").findLast((part) => part !== "") ?? "");
}
