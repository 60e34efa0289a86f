import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";

/** The program: sessions of two accounts in one stack. It returns the stack's outputs. */
export default function twoAccounts() {
  const config = new pulumi.Config("two-accounts");
  const agent = config.getSecret("agent") ?? "+1 202 555 0144";
  const customer = config.getSecret("customer") ?? "+1 202 555 0155";

  // In the account of PLIVO_AUTH_ID, or of the stack's plivo:authId.
  const order = new MaskingSession("order", {
    firstParty: agent,
    secondParty: customer,
    sessionExpiry: 7200,
  });

  // In the account of PLIVO_SUPPORT_AUTH_ID, or of `support` in the stack's plivo:accounts.
  const complaint = new MaskingSession("complaint", {
    account: "support",
    firstParty: agent,
    secondParty: customer,
    sessionExpiry: 7200,
  });

  return {
    orderNumber: order.virtualNumber,
    orderAccount: order.authId,
    complaintNumber: complaint.virtualNumber,
    complaintAccount: complaint.authId,
  };
}
