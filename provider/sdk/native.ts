import * as pulumi from "@pulumi/pulumi";
import { nativeResourceType, resourceType } from "../common/resource-type";
import { nativeFieldNames, secretFieldNames } from "../session/fields";
import { version } from "../plivo/user-agent";
import type { NativeOutputs, NativeSessionArgs, ProviderArgs } from "./native-args";
import { sessionProperties, withSecretUrls } from "./session-properties";
import { defineOutputs } from "./undeclared-outputs";

/**
 * One account of Plivo, for the sessions that name it by the option `provider`. Sessions without that option
 * have the default provider, whose settings come from the environment and the stack's configuration.
 */
export class Provider extends pulumi.ProviderResource {
  /**
   * @param name the provider's name in the program.
   * @param args the account.
   * @param opts Pulumi's resource options.
   */
  constructor(name: string, args: ProviderArgs = {}, opts: pulumi.ResourceOptions = {}) {
    const { authToken, requestsPerSecond, ...others } = args;
    const rate = pulumi.output(requestsPerSecond).apply((value) => value?.toString());
    const token = authToken === undefined ? undefined : pulumi.secret(authToken);
    super("plivo", name, { ...others, authToken: token, requestsPerSecond: rate }, opts);
  }
}

/**
 * One number-masking session of Plivo, by the native plugin: two people reach each other over a virtual number
 * that hides their real ones.
 *
 * A session of the dynamic `MaskingSession` stays what it is if a program imports this class instead: nothing
 * is sent, and nothing replaced.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- the interface below types the declared outputs
export class MaskingSession extends pulumi.CustomResource {
  /** The auth ID of the account that owns the session. Not secret. */
  declare public readonly authId: pulumi.Output<string>;
  /** The session's UUID; also the resource's id. */
  declare public readonly sessionUuid: pulumi.Output<string>;
  /** The number that either party calls to reach the other: E.164 with "+". Not secret. */
  declare public readonly virtualNumber: pulumi.Output<string>;
  /** `active`, `in-progress` or `expired`, as last read. */
  declare public readonly status: pulumi.Output<string>;
  /** When the session was created: ISO 8601, UTC. */
  declare public readonly createdTime: pulumi.Output<string>;
  /** When the session ends: ISO 8601, UTC. */
  declare public readonly expiryTime: pulumi.Output<string>;

  /**
   * @param name the resource's name in the program: shown in clear everywhere, so put no phone number into it.
   * @param args what the session is to be.
   * @param opts Pulumi's resource options; `import` takes the UUID of a live session.
   */
  constructor(name: string, args: NativeSessionArgs, opts: pulumi.CustomResourceOptions = {}) {
    super(nativeResourceType, name, { ...args }, pulumi.mergeOptions(opts, ownOptions));
  }

  /**
   * Reads a live session that this stack does not own: nothing is created, changed or destroyed. Its numbers,
   * PINs and URLs are secret.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts: pulumi.CustomResourceOptions = {},
  ): MaskingSession {
    return new MaskingSession(name, {}, { ...opts, id });
  }
}

// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging, @typescript-eslint/no-empty-object-type -- see above
export interface MaskingSession extends NativeOutputs {}

defineOutputs(MaskingSession.prototype, [...nativeFieldNames, "refresh"]);

const ownOptions: pulumi.CustomResourceOptions = {
  version,
  // A state of the dynamic form is this resource's.
  aliases: [{ type: resourceType }],
  additionalSecretOutputs: [...secretFieldNames],
  // After those of the program for this resource: what they set is made secret too. The provider marks secrets itself, but the
  // engine does not ask it while the provider's own settings are unknown.
  transformations: [
    ({ type, props, opts }) =>
      type === nativeResourceType
        ? { props: sessionProperties(props, opts), opts: withSecretUrls(opts) }
        : undefined,
  ],
};
