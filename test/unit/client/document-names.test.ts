import { interactionNames, sessionNames } from "../../../provider/plivo/index.ts";
import { wireName } from "../../../provider/plivo/wire-names.ts";
import { filterNames } from "../../../provider/client/queries.ts";
import { field, fieldNames, isFieldName } from "../../../provider/session/fields.ts";
import * as document from "../../document/session-names.ts";

const sent = fieldNames.filter((name) => field(name).sent);
const updatable = sent.filter((name) => field(name).effect.startsWith("update"));

/** The names in the code for each list of the document. */
const lists = {
  sessionAttributes: sessionNames,
  interactionAttributes: interactionNames,
  createParameters: sent,
  updateParameters: updatable,
  listFilters: filterNames,
} satisfies Record<Exclude<keyof typeof document, "camelName">, readonly string[]>;

describe("each name of the vendor's document", () => {
  it.each<[string, readonly string[]]>(Object.entries(lists))(
    "among its %s is known to the code",
    (name, known) => {
      const names: readonly string[] = document[name as keyof typeof lists];
      expect(new Set(names).size).toBe(names.length);
      expect(names.filter((one) => !known.includes(document.camelName(one)))).toEqual([]);
    },
  );
});

it("the code has no filter that the document lacks, except arguments", () => {
  const names: readonly string[] = document.listFilters;
  const extra = filterNames.filter((name) => !names.includes(wireName(name)));
  expect(extra.filter((name) => !isFieldName(name) || !field(name).filter)).toEqual([]);
});

it("the code updates no argument that the document does not update", () => {
  const names: readonly string[] = document.updateParameters;
  expect(updatable.filter((name) => !names.includes(wireName(name)))).toEqual([]);
});
