import * as pulumi from "@pulumi/pulumi";

/** What the app shows for a conversation. */
export interface CallButtonArgs {
  /** The number to dial: E.164. */
  readonly number: pulumi.Input<string>;
  /** Until when the button is shown: ISO 8601. */
  readonly until: pulumi.Input<string>;
}

/** A button that dials. Stands for any resource that takes a conversation's number, such as a parameter that a server reads. */
export class CallButton extends pulumi.ComponentResource {
  readonly link: pulumi.Output<string>;

  constructor(name: string, args: CallButtonArgs, opts?: pulumi.ComponentResourceOptions) {
    super("acme:masking:CallButton", name, {}, opts);
    this.link = pulumi.interpolate`tel:${args.number}`;
    this.registerOutputs({ link: this.link, until: args.until });
  }
}
