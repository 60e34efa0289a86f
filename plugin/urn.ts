import { ProviderError } from "../provider/common/errors";
import { nativeResourceType } from "../provider/common/resource-type";

/** A resource has a type that this provider does not have. */
export class UnknownTypeError extends ProviderError {
  readonly code = "PLIVO_UNKNOWN_TYPE";
  constructor() {
    super(`This provider has one type of resource, ${nativeResourceType}: use that one.`);
  }
}

/** @throws UnknownTypeError */
export function assertToken(token: string): void {
  if (token !== nativeResourceType) throw new UnknownTypeError();
}

/** The type in a URN: `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`. */
export function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").pop() ?? "";
}

/**
 * Whether a program declares the provider. The default provider's name starts with `default`; an SDK may add
 * a version and an address.
 */
export function isExplicit(urn: string): boolean {
  return !/::default(_|$)/.test(urn);
}
