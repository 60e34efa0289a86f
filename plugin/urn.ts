import { ProviderError } from "../provider/common/errors";
import { nativeResourceType } from "../provider/common/resource-type";

/** A resource of a type that this provider does not have. */
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

/** The type of a resource by its URN: `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`. */
export function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").pop() ?? "";
}

/**
 * Whether a program declares the provider, by its URN. The default one's name is `default`, with a version
 * and an address behind it if an SDK sends them.
 */
export function isExplicit(urn: string): boolean {
  return !/::default(_|$)/.test(urn);
}
