import type { Field } from "../../provider/session/fields.ts";

/** What the pages take from the table of arguments. */
export interface Table {
  readonly names: readonly string[];
  readonly field: (name: string) => Field;
  /** The arguments that are URLs: secret where they carry a user or password. */
  readonly urlNames: readonly string[];
  /** `firstParty` -> `first_party`. */
  readonly wireName: (name: string) => string;
}

/** The parts of provider/session/fields.ts and provider/plivo/wire-names.ts that make a `Table`. */
export interface TableModules {
  readonly fields: Readonly<Record<string, Field>>;
  readonly urlFieldNames: readonly string[];
  readonly wireName: (name: string) => string;
}

export function tableOf({ fields, urlFieldNames, wireName }: TableModules): Table {
  return {
    names: Object.keys(fields),
    field: (name) => {
      const found = fields[name];
      if (found === undefined) throw new Error(`${name} is not in the table of arguments`);
      return found;
    },
    urlNames: urlFieldNames,
    wireName,
  };
}
