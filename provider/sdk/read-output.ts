import * as pulumi from "@pulumi/pulumi";

/** Options of the functions that give an Output. */
export type ReadOutputOptions = Pick<pulumi.InvokeOutputOptions, "dependsOn">;

/**
 * Reads once the arguments are known and what it depends on is there, as Pulumi's own invokes do; in a preview that knows either
 * only after an update, the result is unknown. The result is secret as a whole.
 */
export function readOutput<Args, Result>(
  args: pulumi.Output<Args>,
  { dependsOn = [] }: ReadOutputOptions,
  read: (args: Args) => Promise<Result>,
): pulumi.Output<Result> {
  const ready = pulumi.output(dependsOn).apply((resources) => pulumi.all([resources].flat().map(readiness)));
  const result = args.apply((known) => ready.apply(() => read(known)));
  return pulumi.secret(result) as pulumi.Output<Result>;
}

/** Known once the resource is there; of a component, once all that it is made of is. */
function readiness(resource: pulumi.Resource): pulumi.Output<unknown> {
  if (pulumi.CustomResource.isInstance(resource)) return pulumi.output(resource.id);
  return resource.urn.apply(async () => {
    // A component says so when its constructor and all its children are through; the SDK's own dependsOn goes by the same.
    const component = resource as unknown as ComponentParts;
    await component.__data;
    return pulumi.all([...(component.__childResources ?? [])].map(readiness));
  });
}

/** What every component of the SDK has, though its types do not say so. */
interface ComponentParts {
  readonly __data?: Promise<unknown>;
  readonly __childResources?: Iterable<pulumi.Resource>;
}
