import * as pulumi from "@pulumi/pulumi";

/** A resource with an output that is known as soon as its registration is answered. */
interface Registered extends pulumi.CustomResource {
  readonly sessionUuid: pulumi.Output<string>;
}

/**
 * Gives a class of resources an output of each of these names, which is made when somebody asks for it, where the resource is not
 * registered with the property itself. Pulumi makes one at once of each property that a resource is registered with, and keeps several
 * KB for it until the registration is answered: with all that a session can have, a program of 10,000 would run out of memory.
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
 * The output of an argument that the program does not declare: undefined, unless a transform has set it, of which only Pulumi's
 * engine knows. Secret then, since the engine's answer does not say what of it is.
 */
function undeclaredOutput(resource: Registered, name: string): pulumi.Output<unknown> {
  // Unknown in a preview that does not know the session yet.
  return pulumi.all([resource.urn, resource.sessionUuid]).apply(async ([urn]) => {
    const { state } = (await pulumi.runtime.invoke("pulumi:pulumi:getResource", { urn })) as {
      readonly state: Readonly<Record<string, unknown>>;
    };
    const value = state[name];
    return value === undefined ? undefined : pulumi.secret(value);
  });
}
