import * as pulumi from "@pulumi/pulumi";
import { nativeResourceType, resourceType } from "../common/resource-type";
import { nativeFieldNames, secretFieldNames } from "../session/fields";
import { version } from "../plivo/user-agent";
import type { NativeOutputs, NativeSessionArgs, ProviderArgs } from "./native-args";
import { sessionProperties, withSecretUrls } from "./session-properties";
import { defineOutputs } from "./undeclared-outputs";

/**
 * One Plivo account, for sessions with this provider as their option `provider`. Other sessions use the
 * default provider, which is configured by the environment and the stack's configuration.
 */
export class Provider extends pulumi.ProviderResource {
  /**
   * @param name the provider's name.
   * @param args the account's settings.
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
 * One number-masking session of Plivo, managed by the native plugin: two people call each other over a
 * virtual number that hides their real numbers.
 *
 * A program can replace the dynamic `MaskingSession` by this class. Its sessions stay, and nothing is sent.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- the interface below types the declared outputs
export class MaskingSession extends pulumi.CustomResource {
  /** The auth ID of the account that owns the session. */
  declare public readonly authId: pulumi.Output<string>;
  /** The session's UUID, which is also the resource's ID. */
  declare public readonly sessionUuid: pulumi.Output<string>;
  /**
   * The virtual number that either party calls, in E.164 form with "+". Plivo may replace an unhealthy
   * number.
   */
  declare public readonly virtualNumber: pulumi.Output<string>;
  /** The status when last read: `active`, `in-progress` or `expired`. */
  declare public readonly status: pulumi.Output<string>;
  /** The time of creation: ISO 8601, UTC. */
  declare public readonly createdTime: pulumi.Output<string>;
  /** The time of expiry: ISO 8601, UTC. */
  declare public readonly expiryTime: pulumi.Output<string>;

  /**
   * @param name the resource's name. Pulumi shows it in plain text, so do not put a phone number in it.
   * @param args the session's arguments.
   * @param opts Pulumi's resource options; `import` takes the UUID of a live session.
   */
  constructor(name: string, args: NativeSessionArgs, opts: pulumi.CustomResourceOptions = {}) {
    super(nativeResourceType, name, { ...args }, pulumi.mergeOptions(opts, ownOptions));
  }

  /**
   * Reads a live session that this stack does not own, and never changes it. Its numbers, PINs and URLs are
   * secret.
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
  // Takes over the state of the dynamic form.
  aliases: [{ type: resourceType }],
  additionalSecretOutputs: [...secretFieldNames],
  // Transformations given here run after the program's, and mark what those set as secret. The provider marks
  // secrets too, but the engine does not call it while the provider's own settings are unknown.
  transformations: [
    ({ type, props, opts }) =>
      type === nativeResourceType
        ? { props: sessionProperties(props, opts), opts: withSecretUrls(opts) }
        : undefined,
  ],
};
