import type {
  ReportViolation,
  ResourceRemediation,
  ResourceValidation,
  ResourceValidationArgs,
} from "@pulumi/policy";
import type { Unwrap } from "@pulumi/pulumi";
import type { MaskingSessionArgs } from "pulumi-plivo-masking";

/** The type of every MaskingSession, also in a stack's state. */
const token = "pulumi-nodejs:dynamic/plivo:MaskingSession";

/** The arguments of a session as plain values. Secret ones are in clear, so do not quote any. */
export type Session = Unwrap<MaskingSessionArgs>;

/** A validation of sessions only. */
export function validateSession(
  validate: (session: Session, report: ReportViolation, args: ResourceValidationArgs) => void,
): ResourceValidation {
  return (args, report) => {
    if (args.type === token) validate(args.props, report, args);
  };
}

/** A remediation of sessions only. It runs while secrets are still marked. */
export function remediateSession(
  look: (props: Readonly<Record<string, unknown>>) => void,
): ResourceRemediation {
  return (args) => {
    if (args.type === token) look(args.props);
  };
}

/** The stack's name in a URN: `urn:pulumi:STACK::PROJECT::TYPE::NAME`. */
export function stackOf(urn: string): string {
  return urn.split("::")[0]?.split(":").at(-1) ?? "";
}
