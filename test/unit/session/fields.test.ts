import type { MaskingSessionArgs } from "../../../provider/sdk/masking-session-args";
import {
  field,
  fieldNames,
  fields,
  secretFieldNames,
  type FieldName,
} from "../../../provider/session/fields";
import { schemaOf } from "../../../provider/session/values";
import { fieldChanges } from "../../support/field-changes";

/** The arguments of the create call and of the update call, and the list of immutable ones: names from the vendor's document. */
const createArguments = (
  "firstParty secondParty geomatch subaccount sessionExpiry callTimeLimit ringTimeout initiateCallToFirstParty callbackUrl " +
  "callbackMethod record recordingCallbackUrl recordFileFormat recordingCallbackMethod firstPartyPlayUrl secondPartyPlayUrl " +
  "isPinAuthenticationRequired generatePin generatePinLength firstPartyPin secondPartyPin pinPromptPlay pinRetry pinRetryWait " +
  "incorrectPinPlay unknownCallerPlay forcePinAuthentication createSessionWithSingleParty virtualNumberCooloffPeriod"
).split(" ");
const updateArguments = (
  "sessionExpiry callTimeLimit ringTimeout callbackUrl callbackMethod record recordingCallbackUrl recordFileFormat " +
  "recordingCallbackMethod firstPartyPlayUrl secondPartyPlayUrl firstParty secondParty"
).split(" ");
const immutable = (
  "firstParty secondParty initiateCallToFirstParty isPinAuthenticationRequired pinPromptPlay pinRetry pinRetryWait " +
  "incorrectPinPlay unknownCallerPlay geomatch subaccount"
).split(" ") as FieldName[];

// A type-level check: the class offers just the arguments of the table.
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
const classHasTheTable: Same<keyof MaskingSessionArgs, FieldName> = true;

describe("the table of arguments", () => {
  it("holds the 29 create arguments of the vendor's document, in its order", () => {
    expect(fieldNames.filter((name) => fields[name].sent)).toEqual(createArguments);
    expect(createArguments).toHaveLength(29);
  });

  it("updates in place just what the vendor's update call takes", () => {
    const updatable = fieldNames.filter((name) =>
      ["update", "updateSingleParty"].includes(fields[name].effect),
    );
    expect(new Set(updatable)).toEqual(new Set(updateArguments));
  });

  it.each(immutable)("%s, which the vendor lists as immutable, is not updated in place", (name) => {
    expect(["replace", "updateSingleParty"]).toContain(fields[name].effect);
  });

  it("keeps numbers and PINs secret", () => {
    expect(secretFieldNames).toEqual(["firstParty", "secondParty", "firstPartyPin", "secondPartyPin"]);
  });

  it.each(fieldNames.filter((name) => fields[name].default !== undefined))(
    "%s's default is one of its values, or clears a URL",
    (name) => {
      const { kind, default: value } = field(name);
      expect(value === "" || schemaOf(kind).safeParse(value).success).toBe(true);
    },
  );

  it("is the class's list of arguments, and every vendor argument has a case in the tests", () => {
    expect(classHasTheTable).toBe(true);
    expect(fieldChanges.map((change) => change.name)).toEqual(createArguments);
  });
});
