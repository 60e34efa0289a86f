import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";

/** A session that serves its parties from any phone, with a PIN; the function is the program, its result the stack's outputs. */
export default function pinProtected() {
  const config = new pulumi.Config("pin-protected");

  const visit = new MaskingSession("visit", {
    // Reserved test numbers, so that the example runs as it stands; yours come from `pulumi config set --secret`.
    firstParty: config.getSecret("nurse") ?? "+1 202 555 0100",
    secondParty: config.getSecret("patient") ?? "+1 202 555 0111",
    sessionExpiry: 7200,
    isPinAuthenticationRequired: true,
    // Plivo makes a PIN for each party: the program holds none, and none is in the repository.
    generatePin: true,
    generatePinLength: 6,
    pinRetry: 2,
    pinPromptPlay: "https://media.example.com/enter-your-pin.mp3",
    incorrectPinPlay: "https://media.example.com/wrong-pin.mp3",
  });

  // Secret by themselves: nothing here has to mark them.
  return { number: visit.virtualNumber, nursePin: visit.firstPartyPin, patientPin: visit.secondPartyPin };
}
