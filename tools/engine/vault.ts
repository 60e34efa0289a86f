import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { key } from "./secrets.ts";

/**
 * Starts a server that does what Pulumi's secrets provider "hashivault" needs of HashiCorp Vault: it decrypts
 * every key to the key of test stacks. It does not keep the process alive.
 *
 * @returns its address, for VAULT_ADDR.
 */
export async function startVault(): Promise<string> {
  const decrypted = JSON.stringify({ data: { plaintext: key.toString("base64") } });
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader("content-type", "application/json").end(decrypted);
  });
  server.listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}
