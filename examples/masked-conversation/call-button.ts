import * as pulumi from "@pulumi/pulumi";

/** The button's properties in the app. */
export interface CallButtonArgs {
  /** The number to dial: E.164. */
  readonly number: pulumi.Input<string>;
  /** The button is shown until then: ISO 8601. */
  readonly until: pulumi.Input<string>;
}

/** A button that dials. It represents any resource that needs a conversation's number. */
export class CallButton extends pulumi.ComponentResource {
  readonly link: pulumi.Output<string>;

  constructor(name: string, args: CallButtonArgs, opts?: pulumi.ComponentResourceOptions) {
    super("acme:masking:CallButton", name, {}, opts);
    this.link = pulumi.interpolate`tel:${args.number}`;
    this.registerOutputs({ link: this.link, until: args.until });
  }
}
