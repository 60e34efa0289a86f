import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

function isLoopback(address: string): boolean {
  return loopback.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

function isLocalName(host: string): boolean {
  return /^(.+\.)?localhost\.?$/i.test(host);
}

/**
 * The addresses of a URL's host where all of them are this machine's loopback ones; undefined otherwise. Only addresses and the names
 * under localhost are looked at: no other name is asked for in the network. Rejects where localhost has no address.
 */
export async function loopbackAddresses(url: URL): Promise<string[] | undefined> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0) return isLoopback(host) ? [host] : undefined;
  if (!isLocalName(host)) return undefined;
  const found = await lookup(host, { all: true });
  const addresses = found.map(({ address }) => address);
  return addresses.every(isLoopback) ? addresses : undefined;
}
