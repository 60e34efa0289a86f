export type Properties = Readonly<Record<string, unknown>>;

/** A resource in a stack's state. */
export interface Resource {
  /**
   * Its name in the program. Several resources have the same one while a replaced one is pending deletion.
   */
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** The reasons of a partial failure. */
  readonly initErrors: readonly string[];
  /** Whether it was replaced and is pending deletion. */
  readonly delete: boolean;
  /** Whether it was deleted before its replacement, which was not created yet. */
  readonly pendingReplacement: boolean;
  /** Whether the next update replaces it in any case. */
  readonly tainted: boolean;
}

/** A resource as a program declares it. */
export interface Declared {
  readonly name: string;
  readonly args: Properties;
  /** Pulumi's resource option. Default false. */
  readonly deleteBeforeReplace?: boolean;
  /**
   * Whether the next update replaces it after a partial failure, which Pulumi's `replaceOnChanges` of all
   * arguments does. Default false.
   */
  readonly replaceAfterFailure?: boolean;
  /** Whether it is registered after the steps of all earlier ones, as with `dependsOn`. Default false. */
  readonly dependsOnEarlier?: boolean;
}

/** The resources that a program declares, in its order. */
export type Program = readonly Declared[];

/** A resource just after its create. */
export function newResource(
  name: string,
  made: Pick<Resource, "id" | "inputs" | "outputs" | "initErrors">,
): Resource {
  return { name, ...made, delete: false, pendingReplacement: false, tainted: false };
}
