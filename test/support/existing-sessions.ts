import { randomUUID } from "node:crypto";
import type { Emulator } from "plivo-masking-emulator";
import type { MaskingSessionArgs } from "pulumi-plivo-masking";
import { machineClock } from "../../provider/common/clock.ts";
import { nameInput, resourceType } from "../../provider/common/resource-type.ts";
import { hasCredentials } from "../../provider/common/url-credentials.ts";
import { maskingProvider } from "../../provider/dynamic/provider.ts";
import { secretFieldNames } from "../../provider/session/fields.ts";
import { encrypt } from "../../tools/engine/secrets.ts";
import { noteValuesOf } from "./leaks/values.ts";
import { providerText } from "./provider-process.ts";

/** Inputs that the class adds. */
const own = ["__provider", nameInput];

type Properties = Readonly<Record<string, unknown>>;

/**
 * Creates sessions by the real provider in this process, and returns the resources of a stack after such an
 * `up`. An `up` of the engine would take a second of CPU time. test/engine/states/existing-sessions.test.ts
 * compares both.
 *
 * @param sessions by the resource's name.
 * @param project the stack's project; its name is "dev".
 */
export async function createExisting(
  emulator: Pick<Emulator, "environment">,
  sessions: Readonly<Record<string, MaskingSessionArgs>>,
  project = "masking",
): Promise<object[]> {
  const provider = maskingProvider({
    environment: emulator.environment,
    log: () => undefined,
    clock: machineClock,
  });
  const urnOf = (type: string, name: string) => `urn:pulumi:dev::${project}::${type}::${name}`;
  const stack = {
    urn: urnOf("pulumi:pulumi:Stack", `${project}-dev`),
    custom: false,
    type: "pulumi:pulumi:Stack",
  };
  const host = {
    urn: urnOf("pulumi:providers:pulumi-nodejs", "default"),
    custom: true,
    id: randomUUID(),
    type: "pulumi:providers:pulumi-nodejs",
  };
  const resources = Object.entries(sessions).map(async ([name, args]) => {
    noteValuesOf(args);
    const checked = await provider.check({}, { ...args, [nameInput]: name });
    const failures = (checked.failures ?? []).map(({ reason }) => reason);
    if (failures.length > 0) throw new Error(failures.join(" "));
    const inputs = checked.inputs as Properties;
    const created = await provider.create(inputs);
    return {
      urn: urnOf(resourceType, name),
      custom: true,
      id: created.id,
      type: resourceType,
      inputs: stateProperties(inputs),
      outputs: stateProperties(created.outs as Properties),
      parent: stack.urn,
      provider: `${host.urn}::${host.id}`,
      propertyDependencies: Object.fromEntries([...Object.keys(args), ...own].map((key) => [key, []])),
      additionalSecretOutputs: [...secretFieldNames],
    };
  });
  return [stack, host, ...(await Promise.all(resources))];
}

const secretNames = new Set<string>(secretFieldNames);

/** Properties in the form of a state. */
function stateProperties(properties: Properties): Properties {
  const all: Properties = { ...properties, __provider: providerText };
  const known = Object.entries(all).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    known.map(([name, value]) => [name, isSecret(name, value) ? encrypt(value) : value]),
  );
}

function isSecret(name: string, value: unknown): boolean {
  return secretNames.has(name) || hasCredentials(value);
}
