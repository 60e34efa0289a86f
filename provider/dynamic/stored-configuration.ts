import type * as dynamic from "@pulumi/pulumi/dynamic";
import { withStoredCredentialsAdvice } from "../accounts/stored-credentials";
import { isDeclared, type StoredOutputs } from "../session/incomplete-state";

type Methods = Required<dynamic.ResourceProvider>;

/**
 * Adds advice to errors about credentials: refresh and destroy get the configuration of the last `up`, so a
 * later `pulumi config set` does not reach them.
 */
export function withStoredConfigurationAdvice(provider: Methods, environment: NodeJS.ProcessEnv): Methods {
  /** With a program, Pulumi passes the current configuration. */
  let hasProgram = false;

  async function withAdvice<T>({ account }: StoredOutputs, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      const known = typeof account === "string" && account !== "" ? account : undefined;
      throw hasProgram ? error : withStoredCredentialsAdvice(error, known, environment);
    }
  }

  return {
    ...provider,
    check: (olds, news) => {
      hasProgram = true;
      return provider.check(olds, news);
    },
    read: (id, properties: StoredOutputs) => {
      const work = provider.read(id, properties);
      // Without parties, it is a read of MaskingSession.get, from the program.
      return isDeclared(properties) ? withAdvice(properties, work) : work;
    },
    delete: (id, properties: StoredOutputs) => withAdvice(properties, provider.delete(id, properties)),
  };
}
