import type * as dynamic from "@pulumi/pulumi/dynamic";
import { withStoredCredentialsAdvice } from "../accounts/stored-credentials";
import { isDeclared, type StoredOutputs } from "../session/incomplete-state";

type Methods = Required<dynamic.ResourceProvider>;

/**
 * The provider with the real cure in errors about credentials: Pulumi gives refresh and destroy the
 * configuration of the last update, so what `pulumi config set` has changed since does not reach them.
 */
export function withStoredConfigurationAdvice(provider: Methods, environment: NodeJS.ProcessEnv): Methods {
  /** With a program, Pulumi gives today's configuration. */
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
      // What declares no session is what the program has MaskingSession.get read.
      return isDeclared(properties) ? withAdvice(properties, work) : work;
    },
    delete: (id, properties: StoredOutputs) => withAdvice(properties, provider.delete(id, properties)),
  };
}
