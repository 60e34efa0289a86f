import type { EngineStack } from "../../tools/engine/index";

const token = "pulumi-nodejs:dynamic/plivo:MaskingSession";

/** A session as a stack's state has it; secrets are encrypted. */
export interface StoredSession {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Why the engine takes the resource for half done. */
  readonly initErrors?: readonly string[];
  /** Whether the resource waits for its deletion after it was replaced. */
  readonly delete?: boolean;
  taint?: boolean;
}

interface Deployment {
  resources?: StoredSession[];
}

function sessionsOf(deployment: unknown): StoredSession[] {
  return ((deployment as Deployment).resources ?? []).filter(({ type }) => type === token);
}

export function nameOf({ urn }: Pick<StoredSession, "urn">): string {
  return urn.split("::").slice(3).join("::");
}

/** The sessions in a stack's state. */
export async function stored(stack: EngineStack): Promise<StoredSession[]> {
  const file = JSON.parse((await stack.stateFileBytes()).toString("utf8")) as {
    checkpoint: { latest: Deployment };
  };
  return sessionsOf(file.checkpoint.latest);
}

/** The ids in a stack's state by the resource's name. */
export async function storedIds(stack: EngineStack): Promise<Record<string, string>> {
  return Object.fromEntries((await stored(stack)).map((session) => [nameOf(session), session.id]));
}

export async function urnOf(stack: EngineStack, name: string): Promise<string> {
  const urn = (await stored(stack)).find((session) => nameOf(session) === name)?.urn;
  if (urn === undefined) throw new Error(`The state has no session ${name}.`);
  return urn;
}

/** What `pulumi state taint` does: the next update replaces the resource. */
export async function taint(stack: EngineStack, name: string): Promise<void> {
  const state = await stack.exportState();
  for (const session of sessionsOf(state.deployment)) if (nameOf(session) === name) session.taint = true;
  await stack.importState(state);
}

/** What `pulumi state delete` does: the state forgets the resource, whose session lives on. */
export async function forget(stack: EngineStack, name: string): Promise<void> {
  const state = await stack.exportState();
  const deployment = state.deployment as Deployment;
  deployment.resources = (deployment.resources ?? []).filter(
    (resource) => resource.type !== token || nameOf(resource) !== name,
  );
  await stack.importState(state);
}
