import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";

/** The program: a session that CI manages. It returns the stack's outputs. */
export default function ci() {
  const config = new pulumi.Config("ci");

  const support = new MaskingSession("support", {
    // From the stack's encrypted configuration, or in a review stack from the workflow's secrets.
    firstParty: config.requireSecret("agent"),
    secondParty: config.requireSecret("customer"),
    sessionExpiry: 86_400,
    ringTimeout: config.getNumber("ringTimeout") ?? 30,
  });

  return { number: support.virtualNumber, until: support.expiryTime };
}
