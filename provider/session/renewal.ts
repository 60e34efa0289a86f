import { durationText } from "./expiry";
import type { FieldName } from "./fields";
import { problem, type Problem } from "./problem";

type Values = ReadonlyMap<FieldName, unknown>;

/** Seconds between two runs of `pulumi up` that nobody would call often. */
const minIntervalSeconds = 300;

/** The rules of `renewBefore`; each problem is one plain sentence. */
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

/** Said where the session is so short that nearly every `pulumi up` extends it. */
export function renewalWarnings(values: Values): string[] {
  const lifetime = intervalSeconds(values);
  if (lifetime === undefined || lifetime <= 0 || lifetime >= minIntervalSeconds) return [];
  return [
    `renewBefore leaves only ${durationText(lifetime)} of sessionExpiry, so every later \`pulumi up\` extends the session. Use a smaller ` +
      "renewBefore or a larger sessionExpiry to save requests.",
  ];
}

/** Seconds from one extension to the next; undefined where one of both is not set, or not known. */
function intervalSeconds(values: Values): number | undefined {
  const [expiry, before] = [values.get("sessionExpiry"), values.get("renewBefore")];
  return typeof expiry === "number" && typeof before === "number" ? expiry - before : undefined;
}
