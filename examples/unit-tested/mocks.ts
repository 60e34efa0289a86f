import * as pulumi from "@pulumi/pulumi";

/** A session as the program has declared it to the engine. */
export interface Declared {
  readonly name: string;
  readonly type: string;
  /** By the arguments' names, secret ones as `{ secret }`. */
  readonly args: Readonly<Record<string, unknown>>;
}

/** The number that the mocked Plivo gives to each session. */
export const virtualNumber = "+12025550199";

/** From now on the program of this process talks to nobody; what it declares is kept in the list. */
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

/** What an output becomes, once all that it depends on has been declared. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

/** The mark that Pulumi's wire format gives a secret. */
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
