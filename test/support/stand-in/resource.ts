export type Properties = Readonly<Record<string, unknown>>;

/** A resource as a stack's state has it. */
export interface Resource {
  /** Its name in the program; several resources have the same one while a replaced one waits for its deletion. */
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** Why the engine takes it for half done. */
  readonly initErrors: readonly string[];
  /** Whether it was replaced and waits for its deletion. */
  readonly delete: boolean;
  /** Whether it was deleted before its replacement, which has not been made yet. */
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
  /** Whether it is registered after the steps of all earlier ones, as with `dependsOn`. Default false. */
  readonly dependsOnEarlier?: boolean;
}

/** The resources that a program declares, in its order. */
export type Program = readonly Declared[];

/** A resource as it is when it has just been made. */
export function newResource(
  name: string,
  made: Pick<Resource, "id" | "inputs" | "outputs" | "initErrors">,
): Resource {
  return { name, ...made, delete: false, pendingReplacement: false, tainted: false };
}
