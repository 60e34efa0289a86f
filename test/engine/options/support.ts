import type { Bench } from "../../support/engine.ts";

/** The first parties of successful creates, in order, without "+". */
export function createdParties(bench: Bench): string[] {
  const creates = bench.emulator.requests
    .all()
    .filter(({ method, status }) => method === "POST" && status === 201);
  return creates.map(({ body }) => (body as { first_party: string }).first_party.replace("+", ""));
}

/** The ids of the sessions that requests asked to end, in order. */
export function expiredIds(bench: Bench): string[] {
  const deletes = bench.emulator.requests.all().filter(({ method }) => method === "DELETE");
  return deletes.map(({ path }) => path.split("/").findLast((part) => part !== "") ?? "");
}
