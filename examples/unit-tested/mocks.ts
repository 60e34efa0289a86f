import * as pulumi from "@pulumi/pulumi";

/** A session that the program has declared. */
export interface Declared {
  readonly name: string;
  readonly type: string;
  /** The arguments by name, secret ones as `{ secret }`. */
  readonly args: Readonly<Record<string, unknown>>;
}

/** The mocked virtual number of each session. */
export const virtualNumber = "+12025550199";

/** Mocks the engine for this process. Declared resources are added to the list. */
export async function mockEngine(): Promise<Declared[]> {
  const declared: Declared[] = [];
  await pulumi.runtime.setMocks({
    newResource: ({ name, type, inputs, custom }) => {
      const args = inputs as Record<string, unknown>;
      if (custom === true) declared.push({ name, type, args: readable(args) });
      return { id: `id-of-${name}`, state: { ...args, virtualNumber } };
    },
    call: ({ token }) => {
      throw new Error(`The program should call no function, and calls ${token}.`);
    },
  });
  return declared;
}

/** The value of an output after all its dependencies are declared. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

/** The mark of a secret in Pulumi's wire format. */
const mark = "4dabf18193072939515e22adb298388d";

function readable(args: Record<string, unknown>): Record<string, unknown> {
  // The provider's text is the same for every session.
  const { __provider, ...own } = args;
  return Object.fromEntries(Object.entries(own).map(([name, value]) => [name, secretOr(value)]));
}

function secretOr(value: unknown): unknown {
  const isSecret = typeof value === "object" && value !== null && mark in value && "value" in value;
  return isSecret ? { secret: value.value } : value;
}
