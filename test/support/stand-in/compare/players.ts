import { ErrorHook, type CustomResource } from "@pulumi/pulumi";
import { openBench, sessionClasses } from "../../engine.ts";
import { openEmulator } from "../../virtual-clock.ts";
import { nameOf, storedSessions, taint, urnOf, type StoredSession } from "../../stored.ts";
import type { Host } from "../hosts.ts";
import { EngineStandIn } from "../stand-in.ts";
import type { Act, ComparedProgram } from "./acts.ts";
import { observe, type Observed } from "./observed.ts";

/** One side of the comparison. */
export interface Player {
  readonly play: (act: Act) => Promise<Observed>;
  readonly close: () => Promise<void>;
}

/** Pulumi's own engine. */
export async function realEngine(host: Host): Promise<Player> {
  const { emulator, stack, advance, calls, close } = await openBench(
    {},
    { host, skipWaits: true, recordCalls: true },
  );
  let program: ComparedProgram = {};
  let attempts = 1;
  stack.setProgram(() => {
    declare(host, program, attempts);
    return Promise.resolve();
  });
  const play = async (act: Act) => {
    program = act.program ?? program;
    const { operation, adopt = false, refresh = false } = act;
    const parallel = act.parallel === undefined ? {} : { parallel: act.parallel };
    attempts = act.createAttempts ?? 1;
    const ids = new Map((await storedSessions(stack)).map((session) => [nameOf(session), session.id]));
    await act.first?.(emulator, (name) => ids.get(name) ?? "");
    if (act.advance !== undefined) advance(act.advance);
    if (act.taint !== undefined) await taint(stack, act.taint);
    const replace = await Promise.all((act.replace ?? []).map((name) => urnOf(stack, name)));
    stack.setEnvironment({ PLIVO_IF_EXISTS: adopt ? "adopt" : undefined });
    emulator.requests.clear();
    for (const fault of act.faults ?? []) emulator.faults.arm(fault);
    calls();
    const withProgram = operation === "up" || operation === "preview";
    const { succeeded, steps } = await (withProgram
      ? stack[operation]({ refresh, replace, ...parallel })
      : stack[operation]());
    await emulator.faults.clear();
    return observe(emulator, succeeded, steps, (await storedSessions(stack)).map(observeResource), calls());
  };
  return { play, close };
}

function declare(host: Host, program: ComparedProgram, createAttempts: number): void {
  const Session = sessionClasses[host];
  const earlier: CustomResource[] = [];
  for (const [name, { args, dependsOnEarlier, deleteBeforeReplace = false }] of Object.entries(program)) {
    let failures = 0;
    const again = () => (failures += 1) < createAttempts;
    const hooks = createAttempts > 1 ? { onError: [new ErrorHook(`again-${name}`, again)] } : {};
    const dependsOn = dependsOnEarlier === true ? [...earlier] : [];
    earlier.push(new Session(name, args, { dependsOn, deleteBeforeReplace, hooks }));
  }
}

function observeResource(session: StoredSession & { readonly pendingReplacement?: boolean }) {
  const { id, inputs, initErrors = [], pendingReplacement = false, delete: condemned = false } = session;
  const halfDone = initErrors.length > 0;
  return { name: nameOf(session), id, inputs, delete: condemned, pendingReplacement, halfDone };
}

/** The stand-in. */
export async function standIn(host: Host): Promise<Player> {
  const emulator = await openEmulator();
  const engine = new EngineStandIn(emulator, { host });
  let program: ComparedProgram = {};
  const play = async (act: Act) => {
    program = act.program ?? program;
    const { operation, adopt = false, refresh = false, replace = [], createAttempts = 1 } = act;
    const ids = new Map(engine.resources.map(({ name, id }) => [name, id]));
    await act.first?.(emulator, (name) => ids.get(name) ?? "");
    emulator.clock.advance(act.advance ?? 0);
    if (act.taint !== undefined) engine.taint(act.taint);
    emulator.requests.clear();
    for (const fault of act.faults ?? []) emulator.faults.arm(fault);
    const environment = adopt ? { PLIVO_IF_EXISTS: "adopt" } : {};
    const declared = Object.entries(program).map(([name, session]) => ({ name, ...session }));
    const parallel = act.parallel === undefined ? {} : { parallel: act.parallel };
    const options = { environment, refresh, replace, createAttempts, ...parallel };
    const withProgram = operation === "up" || operation === "preview";
    const { succeeded, steps, calls } = await (withProgram
      ? engine[operation](declared, options)
      : engine[operation](options));
    await emulator.faults.clear();
    const resources = engine.resources.map(({ initErrors, ...resource }) => ({
      ...resource,
      halfDone: initErrors.length > 0,
    }));
    return observe(emulator, succeeded, steps, resources, calls);
  };
  return { play, close: () => emulator.close() };
}
