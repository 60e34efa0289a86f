import type {
  ReportViolation,
  ResourceRemediation,
  ResourceValidation,
  ResourceValidationArgs,
} from "@pulumi/policy";
import type { Unwrap } from "@pulumi/pulumi";
import type { MaskingSessionArgs } from "pulumi-plivo-masking";

/** Every MaskingSession has this type, in a stack's state too. */
const token = "pulumi-nodejs:dynamic/plivo:MaskingSession";

/** The arguments of a session as a rule sees them: plain values, the secret ones too, so quote none. */
export type Session = Unwrap<MaskingSessionArgs>;

/** A rule that looks at sessions and at nothing else. */
export function validateSession(
  validate: (session: Session, report: ReportViolation, args: ResourceValidationArgs) => void,
): ResourceValidation {
  return (args, report) => {
    if (args.type === token) validate(args.props, report, args);
  };
}

/** A look at sessions, and at nothing else, before the marks of what is secret are taken off. */
export function remediateSession(
  look: (props: Readonly<Record<string, unknown>>) => void,
): ResourceRemediation {
  return (args) => {
    if (args.type === token) look(args.props);
  };
}

/** The name of the stack that a URN stands in: `urn:pulumi:STACK::PROJECT::TYPE::NAME`. */
export function stackOf(urn: string): string {
  return urn.split("::")[0]?.split(":").at(-1) ?? "";
}
