import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";

/** A delivery whose driver and customer must reach each other. */
export interface Delivery {
  /** Names the session, so use no phone number. */
  readonly id: string;
  readonly driver: string;
  readonly customer: string;
  /** Whether calls are recorded, for a complaint. Default false. */
  readonly disputed?: boolean;
}

/** The program: a session for each delivery of the stack's configuration. It returns the stack's outputs. */
export default function unitTested() {
  const config = new pulumi.Config("unit-tested");
  const callbacks = config.get("callbacks") ?? "https://example.com/plivo";
  const deliveries = config.getObject<Delivery[]>("deliveries") ?? [
    { id: "d-17", driver: "+1 202 555 0100", customer: "+1 202 555 0111" },
    { id: "d-18", driver: "+1 202 555 0122", customer: "+1 202 555 0133", disputed: true },
  ];

  const numbers = deliveries.map(({ id, driver, customer, disputed = false }) => {
    const session = new MaskingSession(id, {
      firstParty: driver,
      secondParty: customer,
      // A complaint may take until the next day.
      sessionExpiry: disputed ? 86_400 : 7200,
      callbackUrl: `${callbacks}/${id}/events`,
      ...(disputed ? { record: true, recordingCallbackUrl: `${callbacks}/${id}/recordings` } : {}),
    });
    return [id, session.virtualNumber] as const;
  });
  return { numbers: Object.fromEntries(numbers) };
}
