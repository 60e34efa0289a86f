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
 * The addresses of a URL's host if all of them are loopback addresses, else undefined.
 * Only names under localhost are looked up; no other name is sent to a DNS server.
 * @throws Error if localhost has no address.
 */
export async function loopbackAddresses(url: URL): Promise<string[] | undefined> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0) return isLoopback(host) ? [host] : undefined;
  if (!isLocalName(host)) return undefined;
  const found = await lookup(host, { all: true });
  const addresses = found.map(({ address }) => address);
  return addresses.every(isLoopback) ? addresses : undefined;
}
