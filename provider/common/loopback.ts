/** Whether a URL points to the machine that requests it. */
export function isLoopback({ hostname }: Pick<URL, "hostname">): boolean {
  return (
    /^(?:.*\.)?localhost\.?$/.test(hostname) ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname) ||
    /^\[::ffff:7f[0-9a-f]{2}:/.test(hostname) ||
    ["0.0.0.0", "[::]", "[::1]"].includes(hostname)
  );
}
