import * as pulumi from "@pulumi/pulumi";
import { CallButton } from "./call-button";
import { MaskedConversation } from "./masked-conversation";

/** The program: two conversations of a delivery. It returns the stack's outputs. */
export default function maskedConversation() {
  const config = new pulumi.Config("masked-conversation");
  const callbacks = config.get("callbacks") ?? "https://example.com/plivo";
  const driver = config.getSecret("driver") ?? "+1 202 555 0100";
  const customer = config.getSecret("customer") ?? "+1 202 555 0111";
  const support = config.getSecret("support") ?? "+1 202 555 0122";

  const delivery = new MaskedConversation("delivery", { between: [driver, customer], callbacks });
  const complaint = new MaskedConversation("complaint", {
    between: [customer, support],
    callbacks,
    minutes: 24 * 60,
    recorded: true,
  });
  const { number, until } = delivery;
  const button = new CallButton("delivery", { number, until });

  return {
    deliveryNumber: delivery.number,
    deliveryLink: button.link,
    deliveryUntil: delivery.until,
    complaintNumber: complaint.number,
  };
}
