import { BlockList, isIP } from "node:net";
import { networkInterfaces } from "node:os";

const thisMachine = new BlockList();
thisMachine.addSubnet("127.0.0.0", 8, "ipv4");
thisMachine.addAddress("0.0.0.0", "ipv4");
thisMachine.addAddress("::", "ipv6");
thisMachine.addAddress("::1", "ipv6");

/** Whether an address is this machine's. An IPv4 address in IPv6 form counts as the IPv4 address. */
function isThisMachine(address: string): boolean {
  if (thisMachine.check(address, isIP(address) === 6 ? "ipv6" : "ipv4")) return true;
  const interfaces = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return interfaces.some((one) => one.address === address);
}

function portOf({ protocol, port }: URL): string {
  if (port !== "") return port;
  return protocol === "https:" ? "443" : "80";
}

/** Whether a URL with these addresses leads to the server at `endpoint`. */
export function isOwnAddress(url: URL, addresses: readonly string[], endpoint: string): boolean {
  const own = URL.parse(endpoint);
  return own !== null && portOf(url) === portOf(own) && addresses.some(isThisMachine);
}
