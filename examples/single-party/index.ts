import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";

/** The program: a session with a number before its second party is known. It returns the stack's outputs. */
export default function singleParty() {
  const config = new pulumi.Config("single-party");

  const help = new MaskingSession("help", {
    createSessionWithSingleParty: true,
    firstParty: config.getSecret("agent") ?? "+1 202 555 0133",
    // Not set at first. Later: `pulumi config set --secret single-party:customer`.
    secondParty: config.getSecret("customer"),
    sessionExpiry: 7200,
  });

  return { number: help.virtualNumber };
}
