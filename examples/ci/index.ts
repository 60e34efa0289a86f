import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";

/** A session that CI looks after; the function is the program, its result the stack's outputs. */
export default function ci() {
  const config = new pulumi.Config("ci");

  const support = new MaskingSession("support", {
    // From the stack's configuration, encrypted there; in a review stack, from the workflow's secrets.
    firstParty: config.requireSecret("agent"),
    secondParty: config.requireSecret("customer"),
    sessionExpiry: 86_400,
    ringTimeout: config.getNumber("ringTimeout") ?? 30,
  });

  return { number: support.virtualNumber, until: support.expiryTime };
}
