import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";

/** What each conversation says for itself; all else the team has decided once, below. */
export interface MaskedConversationArgs {
  /** Both people's numbers, with "+" and country code. Secret, whether marked or not. A change replaces the session. */
  readonly between: readonly [pulumi.Input<string>, pulumi.Input<string>];
  /** Origin of the server that takes in Plivo's callbacks, such as https://example.com. */
  readonly callbacks: pulumi.Input<string>;
  /** Minutes for which the two can call each other. Default: 60. */
  readonly minutes?: number;
  /** Whether calls are recorded, and the recordings reported. Default: false. */
  readonly recorded?: boolean;
}

/** Two people who call each other over a number that is neither's, as this team sets it up. */
export class MaskedConversation extends pulumi.ComponentResource {
  /** The number that either one dials: E.164. */
  readonly number: pulumi.Output<string>;
  /** When the conversation ends: ISO 8601, UTC. */
  readonly until: pulumi.Output<string>;
  /** Names the session in callbacks, and to `pulumi-plivo-masking/client`. */
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
      // The alias takes in a session of this name that stood in the program before there was a component.
      { parent: this, aliases: [{ parent: pulumi.rootStackResource }] },
    );
    this.number = session.virtualNumber;
    this.until = session.expiryTime;
    this.sessionUuid = session.sessionUuid;
    this.registerOutputs({ number: this.number, until: this.until, sessionUuid: this.sessionUuid });
  }
}

/** Where Plivo reports: a path for each conversation, so that the server knows whose event it is. */
function wiring(name: string, { callbacks, recorded = false }: MaskedConversationArgs) {
  const path = pulumi.interpolate`${callbacks}/conversations/${name}`;
  const events = { callbackUrl: pulumi.interpolate`${path}/events` };
  return recorded
    ? { ...events, record: true, recordingCallbackUrl: pulumi.interpolate`${path}/recordings` }
    : events;
}
