import { durationText } from "./expiry";
import type { FieldName } from "./fields";
import { problem, type Problem } from "./problem";

type Values = ReadonlyMap<FieldName, unknown>;

/** Below this interval, most runs of `pulumi up` would extend the session. */
const minIntervalSeconds = 300;

export function renewalProblems(values: Values): Problem[] {
  if (!values.has("renewBefore")) return [];
  if (!values.has("sessionExpiry")) {
    return [
      problem(
        "renewBefore",
        "needs sessionExpiry, by which the session is extended. Set it, or remove renewBefore.",
      ),
    ];
  }
  const lifetime = intervalSeconds(values);
  return lifetime === undefined || lifetime > 0
    ? []
    : [
        problem(
          "renewBefore",
          "must be smaller than sessionExpiry. Otherwise every `pulumi up` would extend the session.",
        ),
      ];
}

export function renewalWarnings(values: Values): string[] {
  const lifetime = intervalSeconds(values);
  if (lifetime === undefined || lifetime <= 0 || lifetime >= minIntervalSeconds) return [];
  return [
    `renewBefore leaves only ${durationText(lifetime)} of sessionExpiry, so every later \`pulumi up\` extends the session. Use a smaller ` +
      "renewBefore or a larger sessionExpiry to save requests.",
  ];
}

/** The seconds between two extensions. Undefined if an argument is missing or unknown. */
function intervalSeconds(values: Values): number | undefined {
  const [expiry, before] = [values.get("sessionExpiry"), values.get("renewBefore")];
  return typeof expiry === "number" && typeof before === "number" ? expiry - before : undefined;
}
