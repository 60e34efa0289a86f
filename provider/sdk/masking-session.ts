import * as pulumi from "@pulumi/pulumi";
import type { DeclaredOutputs, MaskingSessionArgs } from "./masking-session-args";
import { ProgramError } from "./program-error";
import { assertProviderIsFound } from "./program-folder";
import { nameInput, providerText, resourceType } from "../common/resource-type";
import { fieldNames, secretFieldNames } from "../session/fields";
import { isLookup, sessionProperties, withSecretUrls } from "./session-properties";
import { defineOutputs } from "./undeclared-outputs";

/** The option `import` was given: Pulumi would fail for it, and not say why. */
export class ImportOptionError extends ProgramError {
  declare readonly code: "PLIVO_IMPORT_OPTION";

  constructor() {
    super(
      "PLIVO_IMPORT_OPTION",
      "Pulumi cannot import a dynamic resource such as a MaskingSession. Set the argument adoptSessionUuid to the session's UUID instead of " +
        "the option import: the next `pulumi up` takes the session over.",
    );
  }
}

/**
 * One number-masking session of Plivo: two people reach each other over a virtual number that hides their real ones.
 *
 * The session lives, and costs, until it expires or is destroyed. What a change does is said at each argument; which arguments
 * Plivo cannot change in a live session is the list in its document "Session API".
 *
 * @example
 * ```typescript
 * import * as pulumi from "@pulumi/pulumi";
 * import { MaskingSession } from "pulumi-plivo-masking";
 *
 * const config = new pulumi.Config();
 *
 * // Whoever calls from another phone must enter a PIN, which Plivo makes.
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
  /** The auth ID of the account that owns the session. Not secret. */
  declare public readonly authId: pulumi.Output<string>;
  /** The session's UUID; also the resource's id. */
  declare public readonly sessionUuid: pulumi.Output<string>;
  /** The number that either party calls to reach the other: E.164 with "+". Not secret. Plivo may replace an unhealthy one. */
  declare public readonly virtualNumber: pulumi.Output<string>;
  /** `active`, `in-progress` or `expired`, as last read. */
  declare public readonly status: pulumi.Output<string>;
  /** When the session was made: ISO 8601, UTC. */
  declare public readonly createdTime: pulumi.Output<string>;
  /** When the session ends: ISO 8601, UTC. */
  declare public readonly expiryTime: pulumi.Output<string>;

  /**
   * @param name the resource's name in the program: shown in clear everywhere, so put no phone number into it.
   * @param args what the session is to be.
   * @param opts Pulumi's resource options.
   * @throws ImportOptionError for the option `import`.
   * @throws PackageNotInProgramError if the program's folder does not have this package.
   */
  constructor(name: string, args: MaskingSessionArgs, opts: pulumi.CustomResourceOptions = {}) {
    if (opts.import !== undefined) throw new ImportOptionError();
    assertProviderIsFound();
    // Not of `pulumi.dynamic.Resource`, which serialises a provider in the background and so costs each program 0.2 s.
    super(resourceType, name, { ...args }, pulumi.mergeOptions(opts, ownOptions));
  }

  /**
   * Reads a live session that this stack does not own: nothing is created, changed or destroyed. Its numbers, PINs and URLs are secret.
   *
   * @param name the resource's name in the program.
   * @param id the session's UUID.
   * @param opts Pulumi's resource options.
   * @param account which configured account to ask; see {@link MaskingSessionArgs.account}.
   * @throws (in the deployment) where the account has no such session, or it has expired.
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

// Typed by the table, so that no output can be forgotten; `defineOutputs` gives the class each of them.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging, @typescript-eslint/no-empty-object-type -- see above
export interface MaskingSession extends DeclaredOutputs {}

defineOutputs(MaskingSession.prototype, fieldNames);

const ownOptions: pulumi.CustomResourceOptions = {
  additionalSecretOutputs: [...secretFieldNames],
  // After those of the program for this resource: what they set is made secret too, and `__provider` is there whatever they leave.
  transformations: [
    // Resources below a session inherit it, whatever they are.
    ({ type, name, props, opts }) => (type === resourceType ? withProvider(name, props, opts) : undefined),
  ],
};

function withProvider(name: string, args: MaskingSessionArgs, opts: pulumi.CustomResourceOptions) {
  const props = { ...sessionProperties(args, opts), __provider: providerText };
  return { props: isLookup(opts) ? props : { ...props, [nameInput]: name }, opts: withSecretUrls(opts) };
}
