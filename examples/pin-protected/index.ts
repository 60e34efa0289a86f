import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";

/**
 * The program: a session that its parties can use from any phone, with a PIN. It returns the stack's outputs.
 */
export default function pinProtected() {
  const config = new pulumi.Config("pin-protected");

  const visit = new MaskingSession("visit", {
    // Reserved test numbers, so that the example runs. Set yours with `pulumi config set --secret`.
    firstParty: config.getSecret("nurse") ?? "+1 202 555 0100",
    secondParty: config.getSecret("patient") ?? "+1 202 555 0111",
    sessionExpiry: 7200,
    isPinAuthenticationRequired: true,
    // Plivo generates a PIN for each party, so neither the program nor the repository contains one.
    generatePin: true,
    generatePinLength: 6,
    pinRetry: 2,
    pinPromptPlay: "https://media.example.com/enter-your-pin.mp3",
    incorrectPinPlay: "https://media.example.com/wrong-pin.mp3",
  });

  // PINs are always secret, so the program need not mark them.
  return { number: visit.virtualNumber, nursePin: visit.firstPartyPin, patientPin: visit.secondPartyPin };
}
