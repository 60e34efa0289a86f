import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";

/** The program: a session that follows every rule of policy-pack. It returns the stack's outputs. */
export default function policy() {
  const config = new pulumi.Config("policy");

  const delivery = new MaskingSession("delivery", {
    firstParty: config.getSecret("driver") ?? "+1 202 555 0100",
    secondParty: config.getSecret("customer") ?? "+1 202 555 0111",
    sessionExpiry: config.getNumber("sessionExpiry") ?? 3600,
    callbackUrl: config.get("callbackUrl") ?? "https://example.com/plivo/events",
    record: true,
    recordingCallbackUrl: "https://example.com/plivo/recordings",
    isPinAuthenticationRequired: true,
    generatePin: true,
    pinPromptPlay: "https://media.example.com/enter-your-pin.mp3",
  });

  return { number: delivery.virtualNumber, pin: delivery.firstPartyPin };
}
