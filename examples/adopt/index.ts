import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";

/** A session that was made elsewhere, by hand or by another tool, becomes this stack's; the function is the program. */
export default function adopt() {
  const config = new pulumi.Config("adopt");
  const sessionUuid = config.get("sessionUuid");

  const delivery = new MaskingSession("delivery", {
    // Declared as the session has them: Plivo cannot change the parties of a live session.
    firstParty: config.requireSecret("driver"),
    secondParty: config.requireSecret("customer"),
    // What can be changed is brought to what stands here.
    ringTimeout: 30,
    // Only for the first `pulumi up`: without the setting, the argument is not there, which changes nothing any more.
    ...(sessionUuid === undefined ? {} : { adoptSessionUuid: sessionUuid }),
  });

  return { number: delivery.virtualNumber, until: delivery.expiryTime };
}
