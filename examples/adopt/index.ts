import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";

/** The program: adopts a session that was created elsewhere. It returns the stack's outputs. */
export default function adopt() {
  const config = new pulumi.Config("adopt");
  const sessionUuid = config.get("sessionUuid");

  const delivery = new MaskingSession("delivery", {
    // The session's parties. Plivo cannot change the parties of a live session.
    firstParty: config.requireSecret("driver"),
    secondParty: config.requireSecret("customer"),
    // This argument can change, so the `up` updates it.
    ringTimeout: 30,
    // Needed only for the first `pulumi up`. Removing the setting later changes nothing.
    ...(sessionUuid === undefined ? {} : { adoptSessionUuid: sessionUuid }),
  });

  return { number: delivery.virtualNumber, until: delivery.expiryTime };
}
