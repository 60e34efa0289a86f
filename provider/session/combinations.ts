import type { FieldName } from "./fields";
import { problem, type Problem } from "./problem";
import { renewalProblems } from "./renewal";
import { unknownInput } from "./unknown";

type Values = ReadonlyMap<FieldName, unknown>;

/** The problems of arguments that require or exclude each other. */
export function combinationProblems(values: Values): Problem[] {
  return [
    ...partyProblems(values),
    ...(isUnknown(values, "isPinAuthenticationRequired")
      ? []
      : values.get("isPinAuthenticationRequired") === true
        ? requiredPinProblems(values)
        : unprotectedPinProblems(values)),
    ...pinProblems(values),
    ...callProblems(values),
    ...renewalProblems(values),
  ];
}

const isUnknown = (values: Values, name: FieldName) => values.get(name) === unknownInput;

/** Whether both have the same known value. */
function areEqual(values: Values, one: FieldName, other: FieldName): boolean {
  return values.has(one) && !isUnknown(values, one) && values.get(one) === values.get(other);
}

function partyProblems(values: Values): Problem[] {
  const missing = (["firstParty", "secondParty"] as const).filter((name) => !values.has(name));
  if (areEqual(values, "firstParty", "secondParty")) {
    return [problem("secondParty", "must differ from firstParty: a session connects two numbers.")];
  }
  if (isUnknown(values, "createSessionWithSingleParty")) return [];
  if (values.get("createSessionWithSingleParty") === true) {
    return missing.length < 2
      ? []
      : [problem("firstParty", "or secondParty is required, even if createSessionWithSingleParty is true.")];
  }
  return missing.map((name) =>
    problem(
      name,
      "is required: set it, or set createSessionWithSingleParty to true to leave one party open.",
    ),
  );
}

function requiredPinProblems(values: Values): Problem[] {
  const problems = values.has("pinPromptPlay")
    ? []
    : [
        problem(
          "pinPromptPlay",
          "is required if isPinAuthenticationRequired is true: it asks the caller for the PIN.",
        ),
      ];
  if (values.get("generatePin") === true || isUnknown(values, "generatePin")) return problems;
  const missing = (["firstPartyPin", "secondPartyPin"] as const).filter((name) => !values.has(name));
  const single = values.get("createSessionWithSingleParty");
  const allowed = single === true || single === unknownInput ? 1 : 0;
  const [first, ...others] = missing;
  if (first === undefined || missing.length <= allowed) return problems;
  const names = others.map((name) => `and ${name} `).join("");
  const rule = "must be set if isPinAuthenticationRequired is true, or set generatePin to true.";
  return [...problems, problem(first, `${names}${rule}`)];
}

/** The author expects a protection that these arguments do not give. */
function unprotectedPinProblems(values: Values): Problem[] {
  const pins = (["firstPartyPin", "secondPartyPin"] as const).filter((name) => values.has(name));
  const flags = (["generatePin", "forcePinAuthentication"] as const).filter(
    (name) => values.get(name) === true,
  );
  return [...pins, ...flags].map((name) =>
    problem(
      name,
      `has no effect unless isPinAuthenticationRequired is true: set that too, or remove ${name}.`,
    ),
  );
}

function pinProblems(values: Values): Problem[] {
  const problems: Problem[] = [];
  if (values.get("generatePin") === true) {
    const given = (["firstPartyPin", "secondPartyPin"] as const).filter((name) => values.has(name));
    problems.push(
      ...given.map((name) => problem(name, "cannot be set if generatePin is true: remove one of them.")),
    );
  }
  if (areEqual(values, "firstPartyPin", "secondPartyPin")) {
    problems.push(problem("secondPartyPin", "must differ from firstPartyPin."));
  }
  return problems;
}

function callProblems(values: Values): Problem[] {
  if (values.get("initiateCallToFirstParty") !== true || values.has("onExpiry")) return [];
  return [
    problem(
      "onExpiry",
      "must be set if initiateCallToFirstParty is true, because creating the session again rings the first party's " +
        'phone. Use "recreate" to accept that, "ignore" or "fail" to avoid it.',
    ),
  ];
}
