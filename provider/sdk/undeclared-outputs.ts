import * as pulumi from "@pulumi/pulumi";

/** A resource with an output that is known when its registration is done. */
interface Registered extends pulumi.CustomResource {
  readonly sessionUuid: pulumi.Output<string>;
}

/**
 * Gives a class of resources an output of each name, created on first access, unless the resource is
 * registered with the property itself.
 *
 * For each registered property, Pulumi keeps an output of several KB until the registration is done. With
 * every output, a program of 10,000 sessions would run out of memory.
 */
export function defineOutputs(prototype: Registered, names: readonly string[]): void {
  for (const name of names) {
    Object.defineProperty(prototype, name, {
      configurable: true,
      get(this: Registered): pulumi.Output<unknown> {
        const output = undeclaredOutput(this, name);
        Object.defineProperty(this, name, { value: output, configurable: true });
        return output;
      },
      set(this: Registered, value: unknown) {
        Object.defineProperty(this, name, { value, configurable: true, enumerable: true, writable: true });
      },
    });
  }
}

/**
 * The output of an undeclared argument: undefined, unless a transform has set it, which only Pulumi's engine
 * knows. A value is secret, because the engine's response does not tell what is.
 */
function undeclaredOutput(resource: Registered, name: string): pulumi.Output<unknown> {
  // Unknown in a preview of a new session.
  return pulumi.all([resource.urn, resource.sessionUuid]).apply(async ([urn]) => {
    const { state } = (await pulumi.runtime.invoke("pulumi:pulumi:getResource", { urn })) as {
      readonly state: Readonly<Record<string, unknown>>;
    };
    const value = state[name];
    return value === undefined ? undefined : pulumi.secret(value);
  });
}
