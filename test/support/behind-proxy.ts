import { startEmulator, type Emulator, type EmulatorOptions } from "plivo-masking-emulator";
import { ProxyServer } from "./proxy-server.ts";
import { caFile } from "./tls/index.ts";
import { startTlsFront } from "./tls-front.ts";

/** An emulator behind a proxy: no name server knows its host, and its certificate has a CA of its own. */
export interface BehindProxy {
  readonly emulator: Emulator;
  readonly proxy: ProxyServer;
  /** The variables by which a process reaches it. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** `user:password` of the proxy, which its URL has percent-encoded. */
const user = "employee:pass/word@1";

/** Texts that no output may contain. */
export const proxySecrets = ["pass/word@1", "pass%2Fword%401", Buffer.from(user).toString("base64")];

/** @param ports on 127.0.0.1 of other hosts that the proxy knows, by name. */
export async function openBehindProxy(
  ports: Readonly<Record<string, number>> = {},
  options: EmulatorOptions = {},
): Promise<BehindProxy> {
  const emulator = await startEmulator({ allowHosts: ["api.plivo.test"], ...options });
  const front = await startTlsFront(Number(new URL(emulator.endpoint).port));
  const proxy = await ProxyServer.start({ hosts: { "api.plivo.test": front.port, ...ports }, user });
  return {
    emulator,
    proxy,
    environment: {
      ...emulator.environment,
      PLIVO_ENDPOINT: "https://api.plivo.test",
      HTTPS_PROXY: proxy.url("employee:pass%2Fword%401"),
      NODE_EXTRA_CA_CERTS: caFile,
    },
    close: async () => {
      await Promise.all([proxy.stop(), emulator.close()]);
      await front.close();
    },
  };
}
