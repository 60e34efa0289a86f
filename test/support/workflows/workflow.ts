import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** A step of a workflow that runs a script. */
export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly steps: readonly Step[];
  readonly env: Readonly<Record<string, string>>;
  readonly permissions?: Readonly<Record<string, string>>;
}

/** The parts of a GitHub workflow that tests read. */
export interface Workflow {
  readonly on: unknown;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly jobs: Readonly<Record<string, Job>>;
}

export function readWorkflow(file: string): Workflow {
  return parse(readFileSync(file, "utf8")) as Workflow;
}

/** The values of `${{ ... }}` expressions, by their text. A missing one is a mistake of the test. */
export type Expressions = Readonly<Record<string, string>>;

/** A workflow's text with its expressions replaced. */
export function evaluate(text: string, expressions: Expressions): string {
  return text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const value = expressions[expression];
    if (value === undefined) throw new Error(`The test gives no value for ${expression}.`);
    return value;
  });
}
