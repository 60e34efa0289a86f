import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";

/** What differs between conversations. The component decides the rest. */
export interface MaskedConversationArgs {
  /** Both people's numbers, with "+" and country code. Always secret. A change replaces the session. */
  readonly between: readonly [pulumi.Input<string>, pulumi.Input<string>];
  /** The origin of the server for Plivo's callbacks, such as https://example.com. */
  readonly callbacks: pulumi.Input<string>;
  /** Minutes until the conversation expires. Default 60. */
  readonly minutes?: number;
  /** Whether calls are recorded and the recordings reported. Default false. */
  readonly recorded?: boolean;
}

/** Two people who call each other over a virtual number, with this team's settings. */
export class MaskedConversation extends pulumi.ComponentResource {
  /** The number to dial: E.164. */
  readonly number: pulumi.Output<string>;
  /** The conversation's expiry: ISO 8601, UTC. */
  readonly until: pulumi.Output<string>;
  /** Identifies the session in callbacks and for `pulumi-plivo-masking/client`. */
  readonly sessionUuid: pulumi.Output<string>;

  constructor(name: string, args: MaskedConversationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("acme:masking:MaskedConversation", name, {}, opts);
    const [firstParty, secondParty] = args.between;
    const session = new MaskingSession(
      name,
      {
        firstParty,
        secondParty,
        sessionExpiry: 60 * (args.minutes ?? 60),
        ...wiring(name, args),
      },
      // With this alias, a session that the program declared before the component existed is kept.
      { parent: this, aliases: [{ parent: pulumi.rootStackResource }] },
    );
    this.number = session.virtualNumber;
    this.until = session.expiryTime;
    this.sessionUuid = session.sessionUuid;
    this.registerOutputs({ number: this.number, until: this.until, sessionUuid: this.sessionUuid });
  }
}

/**
 * The callback paths. Each conversation has its own, so the server knows which conversation an event belongs
 * to.
 */
function wiring(name: string, { callbacks, recorded = false }: MaskedConversationArgs) {
  const path = pulumi.interpolate`${callbacks}/conversations/${name}`;
  const events = { callbackUrl: pulumi.interpolate`${path}/events` };
  return recorded
    ? { ...events, record: true, recordingCallbackUrl: pulumi.interpolate`${path}/recordings` }
    : events;
}
