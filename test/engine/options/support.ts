import type { CustomResourceOptions } from "@pulumi/pulumi";
import { MaskingSession, type MaskingSessionArgs } from "pulumi-plivo-masking";
import type { Program } from "../../../tools/engine/index";
import type { Bench } from "../../support/engine";

export type Declared = readonly [args: MaskingSessionArgs, opts?: CustomResourceOptions];

/** A program that declares these sessions, by name, with the options of their resources. */
export function declaring(sessions: Readonly<Record<string, Declared>>): Program {
  return () => {
    for (const [name, [args, opts]] of Object.entries(sessions)) new MaskingSession(name, args, opts);
    return Promise.resolve();
  };
}

/** Live sessions at the API by their ids. */
export function liveIds(bench: Bench): string[] {
  return bench.emulator.sessions.live().map(({ session_uuid }) => session_uuid);
}

/** The first parties of the requests that made sessions, in order; as numbers, without "+". */
export function madeFor(bench: Bench): string[] {
  const made = bench.emulator.requests
    .all()
    .filter(({ method, status }) => method === "POST" && status === 201);
  return made.map(({ body }) => (body as { first_party: string }).first_party.replace("+", ""));
}

/** The ids of the sessions that requests asked to end, in order. */
export function ended(bench: Bench): string[] {
  const deletes = bench.emulator.requests.all().filter(({ method }) => method === "DELETE");
  return deletes.map(({ path }) => path.split("/").findLast((part) => part !== "") ?? "");
}
