import {
  field,
  fieldNames,
  fields,
  secretFieldNames,
  type FieldName,
} from "../../../provider/session/fields.ts";
import { schemaOf } from "../../../provider/session/values.ts";
import { camelName, createParameters, updateParameters } from "../../document/session-names.ts";
import { fieldChanges, sentNames, snakeCase } from "../../support/field-changes.ts";

/** The document's list of immutable arguments. */
const immutable = (
  "firstParty secondParty initiateCallToFirstParty isPinAuthenticationRequired pinPromptPlay pinRetry pinRetryWait " +
  "incorrectPinPlay unknownCallerPlay geomatch subaccount"
).split(" ") as FieldName[];

/** The rows that Plivo's lists cover. */
const among = (names: readonly string[]) => fieldNames.filter((name) => names.includes(snakeCase(name)));

describe("the table of arguments", () => {
  it("holds the create parameters of the vendor's document, in its order", () => {
    expect(among(createParameters)).toEqual(createParameters.map((name) => camelName(name)));
  });

  it("updates in place what the update call of the vendor's document accepts, and no other field", () => {
    const updated = among(createParameters).filter((name) => field(name).effect.startsWith("update"));
    expect(new Set(updated)).toEqual(new Set(among(updateParameters)));
  });

  it.each(immutable)("%s, which the vendor lists as immutable, is not updated in place", (name) => {
    expect(["replace", "updateSingleParty"]).toContain(fields[name].effect);
  });

  it("keeps numbers and PINs secret", () => {
    expect(secretFieldNames).toEqual(["firstParty", "secondParty", "firstPartyPin", "secondPartyPin"]);
  });

  it.each(fieldNames.filter((name) => fields[name].default !== undefined))(
    "has a default of %s that is one of its values, or clears a URL",
    (name) => {
      const { kind, default: value } = field(name);
      expect(value === "" || schemaOf(kind).safeParse(value).success).toBe(true);
    },
  );

  it("has the fields in the order of the test cases, one for each field of the vendor's", () => {
    expect(fieldChanges.map((change) => change.name)).toEqual(sentNames);
  });

  it("has a test case with its own effect for each field", () => {
    const effects = { replace: "replace", updateSingleParty: "replace", update: "update" };
    const wrong = fieldChanges.filter(
      ({ name, effect }) => effects[field(name).effect as "update"] !== effect,
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});
