import type { EngineStack } from "../../tools/engine/index.ts";

/** The types of the dynamic and the native form. */
const tokens = ["pulumi-nodejs:dynamic/plivo:MaskingSession", "plivo:index:MaskingSession"];

/** A session in a stack's state. Secrets are encrypted. */
export interface StoredSession {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The reasons of a partial failure. */
  readonly initErrors?: readonly string[];
  /** Whether the resource is pending deletion after a replacement. */
  readonly delete?: boolean;
}

interface Deployment {
  resources?: StoredSession[];
}

function sessionsOf(deployment: unknown): StoredSession[] {
  return ((deployment as Deployment).resources ?? []).filter(({ type }) => tokens.includes(type));
}

export function nameOf({ urn }: Pick<StoredSession, "urn">): string {
  return urn.split("::").slice(3).join("::");
}

/** The sessions in a stack's state. */
export async function storedSessions(stack: EngineStack): Promise<StoredSession[]> {
  const file = JSON.parse((await stack.stateFileBytes()).toString("utf8")) as {
    checkpoint: { latest: Deployment };
  };
  return sessionsOf(file.checkpoint.latest);
}

/** The ids in a stack's state by the resource's name. */
export async function storedIds(stack: EngineStack): Promise<Record<string, string>> {
  return Object.fromEntries((await storedSessions(stack)).map((session) => [nameOf(session), session.id]));
}

export async function urnOf(stack: EngineStack, name: string): Promise<string> {
  const urn = (await storedSessions(stack)).find((session) => nameOf(session) === name)?.urn;
  if (urn === undefined) throw new Error(`The state has no session ${name}.`);
  return urn;
}

/** Runs `pulumi state taint`: the next update replaces the resource. */
export async function taint(stack: EngineStack, name: string): Promise<void> {
  const urn = await urnOf(stack, name);
  const { succeeded, text } = await stack.command(["state", "taint", urn, "--yes", "--stack", "dev"]);
  if (!succeeded) throw new Error(text);
}
