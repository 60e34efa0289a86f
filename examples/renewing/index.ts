import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";

const hours = 3600;

/**
 * The program: a session that stays live as long as `pulumi up` runs regularly. It returns the stack's
 * outputs.
 */
export default function renewing() {
  const config = new pulumi.Config("renewing");

  const hotline = new MaskingSession("hotline", {
    firstParty: config.getSecret("landlord") ?? "+1 202 555 0166",
    secondParty: config.getSecret("tenant") ?? "+1 202 555 0177",
    sessionExpiry: 24 * hours,
    // More than twice the interval of the job in renew.yml, so that one run can be skipped.
    renewBefore: 14 * hours,
    isPinAuthenticationRequired: true,
    generatePin: true,
    pinPromptPlay: "https://media.example.com/enter-your-pin.mp3",
  });

  return { number: hotline.virtualNumber, until: hotline.expiryTime, tenantPin: hotline.secondPartyPin };
}
