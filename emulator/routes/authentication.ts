import { createHash, timingSafeEqual } from "node:crypto";
import type { Account } from "../domain/account";

function isEqual(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** Whether an `Authorization` header holds this account's credentials (HTTP Basic). */
function matches(header: string, account: Account): boolean {
  const encoded = /^basic +([a-z0-9+/=]+)$/i.exec(header)?.[1];
  if (encoded === undefined) return false;
  return isEqual(Buffer.from(encoded, "base64").toString("utf8"), `${account.authId}:${account.authToken}`);
}

/** Whether the header has the credentials of the account in the request's path. */
export function isAuthenticated(
  header: string | undefined,
  pathAuthId: string,
  accounts: readonly Account[],
): boolean {
  const account = accounts.find(({ authId }) => authId === pathAuthId);
  return account !== undefined && header !== undefined && matches(header, account);
}
