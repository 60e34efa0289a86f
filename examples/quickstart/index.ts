import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";

/** The program: three sessions between the people of a delivery. It returns the stack's outputs. */
export default function quickstart() {
  const config = new pulumi.Config("quickstart");
  // Reserved test numbers, so that the example runs. Set yours with `pulumi config set --secret`.
  const driver = config.getSecret("driver") ?? "+1 202 555 0100";
  const customer = config.getSecret("customer") ?? "+1 202 555 0111";
  const kitchen = config.getSecret("kitchen") ?? "+1 202 555 0122";

  // The driver and the customer can reach each other for an hour.
  const delivery = new MaskingSession("delivery", {
    firstParty: driver,
    secondParty: customer,
    sessionExpiry: 3600,
    ringTimeout: config.getNumber("ringTimeout") ?? 30,
  });

  // A caller from another phone must enter a PIN, which Plivo generates.
  const pickup = new MaskingSession("pickup", {
    firstParty: driver,
    secondParty: kitchen,
    isPinAuthenticationRequired: true,
    generatePin: true,
    pinPromptPlay: "https://media.example.com/enter-your-pin.mp3",
  });

  // Calls are recorded, and Plivo reports the recordings to a URL.
  const complaint = new MaskingSession("complaint", {
    firstParty: customer,
    secondParty: kitchen,
    record: true,
    recordingCallbackUrl: "https://example.com/plivo/recordings",
  });

  return {
    deliveryNumber: delivery.virtualNumber,
    pickupNumber: pickup.virtualNumber,
    pickupPin: pickup.firstPartyPin,
    complaintNumber: complaint.virtualNumber,
  };
}
