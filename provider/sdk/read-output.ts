import * as pulumi from "@pulumi/pulumi";

/** The options of the functions that return an Output. */
export type ReadOutputOptions = Pick<pulumi.InvokeOutputOptions, "dependsOn">;

/**
 * Reads when the arguments are known and the dependencies exist, as Pulumi's own invokes do. Otherwise, in a
 * preview, the result is unknown. The whole result is secret.
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

/** An output that is known when the resource, or all children of a component, exist. */
function readiness(resource: pulumi.Resource): pulumi.Output<unknown> {
  if (pulumi.CustomResource.isInstance(resource)) return pulumi.output(resource.id);
  return resource.urn.apply(async () => {
    // `__data` resolves when a component's constructor is done. The SDK's own dependsOn uses it too.
    const component = resource as unknown as ComponentParts;
    await component.__data;
    return pulumi.all([...(component.__childResources ?? [])].map(readiness));
  });
}

/** Properties of the SDK's components that its types do not declare. */
interface ComponentParts {
  readonly __data?: Promise<unknown>;
  readonly __childResources?: Iterable<pulumi.Resource>;
}
