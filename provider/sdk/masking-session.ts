import * as pulumi from "@pulumi/pulumi";
import type { DeclaredOutputs, MaskingSessionArgs } from "./masking-session-args";
import { ProgramError } from "./program-error";
import { assertProviderIsFound } from "./program-folder";
import { nameInput, providerText, resourceType } from "../common/resource-type";
import { fieldNames, secretFieldNames } from "../session/fields";
import { isLookup, sessionProperties, withSecretUrls } from "./session-properties";
import { defineOutputs } from "./undeclared-outputs";

/** The resource option `import` is set. Pulumi itself would fail without a reason. */
export class ImportOptionError extends ProgramError {
  declare readonly code: "PLIVO_IMPORT_OPTION";

  constructor() {
    super(
      "PLIVO_IMPORT_OPTION",
      "Pulumi cannot import a dynamic resource such as a MaskingSession. Set the argument adoptSessionUuid to the session's UUID instead of " +
        "the option import: the next `pulumi up` adopts the session.",
    );
  }
}

/**
 * One number-masking session of Plivo: two people call each other over a virtual number that hides their real
 * numbers.
 *
 * The session lives, and costs money, until it expires or you destroy it.
 *
 * @example
 * ```typescript
 * import * as pulumi from "@pulumi/pulumi";
 * import { MaskingSession } from "pulumi-plivo-masking";
 *
 * const config = new pulumi.Config();
 *
 * // A caller from another phone must enter a PIN, which Plivo generates.
 * const ride = new MaskingSession("ride", {
 *   firstParty: config.requireSecret("driver"),
 *   secondParty: config.requireSecret("rider"),
 *   sessionExpiry: 86_400, // seconds
 *   renewBefore: 28_800,
 *   isPinAuthenticationRequired: true,
 *   generatePin: true,
 *   pinPromptPlay: "https://media.example.com/enter-your-pin.mp3",
 * });
 *
 * export const number = ride.virtualNumber;
 * export const driversPin = ride.firstPartyPin; // [secret]
 * ```
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
   * @param opts Pulumi's resource options.
   * @throws ImportOptionError for the option `import`.
   * @throws PackageNotInProgramError if the program's folder does not have this package.
   */
  constructor(name: string, args: MaskingSessionArgs, opts: pulumi.CustomResourceOptions = {}) {
    if (opts.import !== undefined) throw new ImportOptionError();
    assertProviderIsFound();
    // `pulumi.dynamic.Resource` serialises a provider in the background, which costs each program 0.2 s.
    super(resourceType, name, { ...args }, pulumi.mergeOptions(opts, ownOptions));
  }

  /**
   * Reads a live session that this stack does not own, and never changes it. Its numbers, PINs and URLs are
   * secret.
   *
   * @param name the resource's name.
   * @param id the session's UUID.
   * @param opts Pulumi's resource options.
   * @param account the configured account; see {@link MaskingSessionArgs.account}.
   * @throws (in the deployment) if the account does not have the session, or it has expired.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts: pulumi.CustomResourceOptions = {},
    account?: string,
  ): MaskingSession {
    return new MaskingSession(name, account === undefined ? {} : { account }, { ...opts, id });
  }
}

// The table types each output; `defineOutputs` adds it to the class.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging, @typescript-eslint/no-empty-object-type -- see above
export interface MaskingSession extends DeclaredOutputs {}

defineOutputs(MaskingSession.prototype, fieldNames);

const ownOptions: pulumi.CustomResourceOptions = {
  additionalSecretOutputs: [...secretFieldNames],
  // Transformations given here run after the program's. They mark what those set as secret, and always add
  // `__provider`.
  transformations: [
    // Child resources of any type inherit the transformation.
    ({ type, name, props, opts }) => (type === resourceType ? withProvider(name, props, opts) : undefined),
  ],
};

function withProvider(name: string, args: MaskingSessionArgs, opts: pulumi.CustomResourceOptions) {
  const props = { ...sessionProperties(args, opts), __provider: providerText };
  return { props: isLookup(opts) ? props : { ...props, [nameInput]: name }, opts: withSecretUrls(opts) };
}
