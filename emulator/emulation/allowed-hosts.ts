const hostName = /^(?:[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?|\[[0-9a-f:.]+\])$/i;

/**
 * The names under which the emulator is reached beside this machine's own. Throws a TypeError if one is no
 * host name.
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
