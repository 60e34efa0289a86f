const hostName = /^(?:[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?|\[[0-9a-f:.]+\])$/i;

/**
 * Reads the host names that are allowed besides this machine's own.
 * @throws TypeError if one is not a host name.
 */
export function readAllowedHosts(names: readonly string[]): ReadonlySet<string> {
  const wrong = names.findIndex((name) => !hostName.test(name));
  if (wrong >= 0) {
    throw new TypeError(
      `allowHosts[${wrong}] should be a host name without scheme and port, such as api.plivo.com`,
    );
  }
  return new Set(names.map((name) => name.toLowerCase()));
}
