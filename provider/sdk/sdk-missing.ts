import { ProviderError } from "../common/errors";

/**
 * Pulumi's SDK is not installed. It is an optional peer, because servers that receive callbacks do not need
 * it.
 */
export class SdkMissingError extends ProviderError {
  readonly code = "PLIVO_SDK_MISSING";
  constructor() {
    super(
      "pulumi-plivo-masking needs @pulumi/pulumi in a Pulumi program, but it is not installed. Run `npm install @pulumi/pulumi` in the " +
        "program's folder; without it, only pulumi-plivo-masking/callbacks and pulumi-plivo-masking/client can be imported.",
    );
  }
}
