import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";

/** A session whose number is known before its second party is; the function is the program, its result the stack's outputs. */
export default function singleParty() {
  const config = new pulumi.Config("single-party");

  const help = new MaskingSession("help", {
    createSessionWithSingleParty: true,
    firstParty: config.getSecret("agent") ?? "+1 202 555 0133",
    // Not there at first: set with `pulumi config set --secret single-party:customer` once it is known.
    secondParty: config.getSecret("customer"),
    sessionExpiry: 7200,
  });

  return { number: help.virtualNumber };
}
