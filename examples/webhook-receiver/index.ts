import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";

/**
 * The program: a session that sends its events to the receiver in receiver.ts. It returns the stack's
 * outputs.
 */
export default function webhookReceiver() {
  const config = new pulumi.Config("webhook-receiver");
  // The receiver's public URL, for example that of a tunnel to this machine.
  const receiver = config.get("receiverUrl") ?? process.env["RECEIVER_URL"];
  if (receiver === undefined) {
    throw new Error("Set webhook-receiver:receiverUrl or RECEIVER_URL to the receiver's URL.");
  }

  const delivery = new MaskingSession("delivery", {
    firstParty: config.getSecret("driver") ?? "+1 202 555 0100",
    secondParty: config.getSecret("customer") ?? "+1 202 555 0111",
    sessionExpiry: 3600,
    callbackUrl: `${receiver}/events`,
    // Callers from another phone must enter a PIN, and the receiver gets the events of that.
    isPinAuthenticationRequired: true,
    generatePin: true,
    pinRetry: 2,
    pinPromptPlay: "https://media.example.com/enter-your-pin.mp3",
    incorrectPinPlay: "https://media.example.com/wrong-pin.mp3",
    record: true,
    recordingCallbackUrl: `${receiver}/recordings`,
  });

  return { sessionUuid: delivery.sessionUuid, number: delivery.virtualNumber, pin: delivery.firstPartyPin };
}
