import assert from "node:assert/strict";
import fc from "fast-check";
import type { FaultRequest } from "plivo-masking-emulator";
import type { CustomResource } from "@pulumi/pulumi";
import type { MaskingSessionArgs } from "pulumi-plivo-masking";
import { noteValuesOf } from "./leaks/values.ts";
import type { Operation, UpdateOptions } from "../../tools/engine/index.ts";
import {
  alterations,
  alter,
  declarations,
  type Alteration,
  type Declaration,
} from "../model/declarations.ts";
import { faultLists } from "../model/faults.ts";
import { liveIds, sessionClasses, type Bench } from "./engine.ts";
import { parties } from "./field-changes.ts";
import { severalIn } from "./several.ts";
import { storedSessions, storedIds, urnOf } from "./stored.ts";

/** What happens to one session between the two updates. */
type Fate =
  | { readonly kind: "change"; readonly to: Alteration }
  | { readonly kind: "remove" | "rename" | "replace" | "keep" };

/** A short run on the real engine: a program is carried out, changed and carried out again. */
export interface RealRun {
  readonly sessions: readonly { readonly declaration: Declaration; readonly fate: Fate }[];
  readonly faults: readonly (readonly FaultRequest[])[];
  readonly adopt: boolean;
}

const fates: fc.Arbitrary<Fate> = fc.oneof(
  alterations.map((to): Fate => ({ kind: "change", to })),
  fc.constantFrom("remove", "rename", "replace", "keep").map((kind): Fate => ({ kind })),
);

export const realRuns: fc.Arbitrary<RealRun> = fc.record({
  sessions: fc.array(fc.record({ declaration: declarations, fate: fates }), { minLength: 1, maxLength: 4 }),
  faults: fc.tuple(faultLists, faultLists),
  adopt: fc.boolean(),
});

/** Seconds between operations. */
const betweenOperations = 3;

type Named = ReadonlyMap<string, Declaration>;

/**
 * Plays the run on a stack that may have resources of an earlier run. If an operation fails, it takes the
 * documented way out. The state then has one live session for each declared one.
 */
export async function playOnEngine(bench: Bench, run: RealRun): Promise<void> {
  const { stack } = bench;
  const before: Named = new Map(
    run.sessions.map(({ declaration }, index) => [`session${index}`, declaration]),
  );
  const after: Named = new Map(run.sessions.flatMap((session, index) => entryAfter(session, index)));
  const replaced = run.sessions.flatMap(({ fate }, index) =>
    fate.kind === "replace" ? [`session${index}`] : [],
  );
  await carryOut(bench, before, run.adopt, run.faults[0] ?? [], {});
  const replace = await Promise.all(replaced.map((name) => urnOf(stack, name)));
  await carryOut(bench, after, run.adopt, run.faults[1] ?? [], { replace });
}

async function carryOut(
  bench: Bench,
  program: Named,
  adopt: boolean,
  faults: readonly FaultRequest[],
  options: UpdateOptions,
): Promise<void> {
  const { stack } = bench;
  stack.setEnvironment({ PLIVO_IF_EXISTS: adopt ? "adopt" : undefined });
  const { succeeded, text } = await update(bench, program, faults, options);
  if (!succeeded) await takeWayOut(bench, program, options, text);
  assert.deepEqual(Object.keys(await storedIds(stack)).sort(), [...program.keys()].sort());
  assert.deepEqual((await ids(bench)).sort(), liveIds(bench).sort());
  assert.equal(liveIds(bench).length, program.size);
}

function entryAfter(
  { declaration, fate }: RealRun["sessions"][number],
  index: number,
): [string, Declaration][] {
  const name = `session${index}`;
  if (fate.kind === "remove") return [];
  if (fate.kind === "rename") return [[`renamed${index}`, declaration]];
  return [[name, fate.kind === "change" ? alter(declaration, fate.to) : declaration]];
}

/** Different parties for each, and no session that expires: the stand-in plays those. */
function argsOf({ args }: Declaration, name: string): MaskingSessionArgs {
  const { onExpiry: _onExpiry, sessionExpiry: _sessionExpiry, renewBefore: _renewBefore, ...rest } = args;
  const { firstParty, secondParty } = parties(Number(/\d+$/.exec(name)?.[0]));
  const second = rest.secondParty === undefined ? {} : { secondParty };
  return { ...rest, onExpiry: "recreate", firstParty, ...second };
}

async function update(
  bench: Bench,
  program: Named,
  faults: readonly FaultRequest[],
  options: UpdateOptions,
): Promise<Operation> {
  const { stack, emulator } = bench;
  const sessions = [...program].map(([name, declared]) => [name, argsOf(declared, name), declared] as const);
  noteValuesOf(sessions.map(([, args]) => args));
  const Session = sessionClasses[bench.host];
  stack.setProgram(async () => {
    const resources = sessions.map(
      ([name, args, { deleteBeforeReplace }]) => new Session(name, args, { deleteBeforeReplace }),
    );
    await Promise.all(resources.map(waitForUrn));
  });
  // A lookup cannot distinguish a session created just before a create was sent from this create's own.
  bench.advance(betweenOperations);
  // Sessions that an earlier operation may have left, as its error says.
  const orphans = await unknownIds(bench);
  for (const fault of faults) emulator.faults.arm(fault);
  const operation = await stack.up(options);
  await emulator.faults.clear();
  const unknown = (await unknownIds(bench)).filter((id) => !orphans.includes(id));
  if (!mayHaveLeft(operation)) assert.deepEqual(unknown, [], "sessions that no state has");
  return operation;
}

/** The live sessions that the state does not have. */
async function unknownIds(bench: Bench): Promise<string[]> {
  const known = await ids(bench);
  return liveIds(bench).filter((id) => !known.includes(id));
}

/**
 * Resolves when the resource is registered. Never resolves if the engine fails: a program that then registers
 * outputs would be rejected when the SDK may no longer expect it.
 */
async function waitForUrn({ urn }: CustomResource): Promise<void> {
  const { promise } = urn as unknown as { readonly promise: () => Promise<string> };
  const name = await promise().catch(() => "");
  if (name === "") await new Promise(() => undefined);
}

function mayHaveLeft({ succeeded, text }: Operation): boolean {
  return (
    !succeeded &&
    /It is unknown whether Plivo created the session|The response to a create was lost/.test(text)
  );
}

/** Runs the same command with `PLIVO_IF_EXISTS=adopt`, after what the errors ask for, until it succeeds. */
async function takeWayOut(
  bench: Bench,
  program: Named,
  options: UpdateOptions,
  failure: string,
): Promise<void> {
  bench.stack.setEnvironment({ PLIVO_IF_EXISTS: "adopt" });
  let text = failure;
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await endAllButOne(bench, text);
    const operation = await update(bench, program, [], options);
    if (operation.succeeded) return;
    ({ text } = operation);
  }
  throw new Error(`The ways out lead nowhere:\n${text}`);
}

async function endAllButOne(bench: Bench, text: string): Promise<void> {
  const [several = []] = severalIn(text);
  const known = await ids(bench);
  const keep = several.find((id) => known.includes(id)) ?? several[0];
  for (const id of several) if (id !== keep) bench.emulator.sessions.change(id, { status: "expired" });
}

async function ids({ stack }: Bench): Promise<string[]> {
  return (await storedSessions(stack)).map(({ id }) => id);
}
