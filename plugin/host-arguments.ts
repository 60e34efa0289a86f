import { unknownInput } from "../provider/session/unknown";
import { refreshName } from "./session-properties";
import type { Values } from "./values";

interface HostProblem {
  readonly field: string;
  readonly reason: string;
}

/** What to use instead of the arguments that only the dynamic host has. */
const replacements: Readonly<Record<string, string>> = {
  account:
    "declare a plivo.Provider with that account's authId and authToken, and pass it by the option provider",
  adoptSessionUuid: "set the resource option import to the session's UUID, or run `pulumi import`",
};

/** The problems with arguments that depend on the host. */
export function hostProblems(values: Values): HostProblem[] {
  const problems: HostProblem[] = [];
  for (const name of Object.keys(values)) {
    const replacement = replacements[name];
    if (replacement === undefined) continue;
    problems.push({
      field: name,
      reason: `${name} is an argument of the dynamic form only: ${replacement}.`,
    });
  }
  const refresh = values[refreshName];
  if (![undefined, null, true, false, unknownInput].includes(refresh as never)) {
    problems.push({ field: refreshName, reason: `${refreshName} must be true or false.` });
  }
  return problems;
}
