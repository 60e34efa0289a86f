import { readFileSync } from "node:fs";
import path from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";

const read = (name: string) => readFileSync(path.join(__dirname, name), "utf8");

/** A key and a certificate for plivo.test, its subdomains and localhost, by a CA for tests only. */
export function tlsFiles(): { key: string; cert: string } {
  return { key: read("server-key.pem"), cert: read("server.pem") };
}

/** That CA, for NODE_EXTRA_CA_CERTS. */
export const caFile = path.join(__dirname, "ca.pem");

/** Has this process trust that CA, as NODE_EXTRA_CA_CERTS does; gives what puts it back. */
export function trustCa(): () => void {
  const before = getCACertificates("default");
  setDefaultCACertificates([...before, read("ca.pem")]);
  return () => setDefaultCACertificates(before);
}
