import { createRequire } from "node:module";
import { Pool } from "undici";
import { machineClock, MaskingClient, RequestLimiter } from "pulumi-plivo-masking/client";
import { BenchError } from "../errors.ts";

/** Reads a session; resolves once the whole answer has come. */
export type Get = (sessionUuid: string) => Promise<unknown>;

interface Account {
  readonly authId: string;
  readonly authToken: string;
  readonly endpoint: string;
  /** Requests at once. */
  readonly concurrency: number;
}

/** The clients that are compared, each as its users would set it up for that many requests at once. */
export const senders = {
  client: ({ concurrency, ...account }: Account): Get => {
    const log = () => undefined;
    // Without the account's limit, which would hold back the others just as well.
    const limiter = new RequestLimiter({
      clock: machineClock,
      log,
      requests: Number.MAX_SAFE_INTEGER,
      inFlight: concurrency,
    });
    const client = new MaskingClient({ ...account, limiter, connections: concurrency });
    return (sessionUuid) => client.get(sessionUuid);
  },

  undici: ({ authId, authToken, endpoint, concurrency }: Account): Get => {
    const pool = new Pool(endpoint, { connections: concurrency });
    const authorization = `Basic ${Buffer.from(`${authId}:${authToken}`).toString("base64")}`;
    return async (sessionUuid) => {
      const path = `/v1/Account/${authId}/Masking/Session/${sessionUuid}`;
      const { statusCode, body } = await pool.request({ method: "GET", path, headers: { authorization } });
      await body.text();
      if (statusCode !== 200) throw new BenchError(`GET answered ${statusCode}`);
    };
  },

  sdk: ({ authId, authToken }: Account): Get => {
    const { Client } = createRequire(import.meta.url)("plivo") as {
      Client: new (authId: string, authToken: string) => { maskingSession: { getMaskingSession: Get } };
    };
    const client = new Client(authId, authToken);
    return (sessionUuid) => client.maskingSession.getMaskingSession(sessionUuid);
  },
} as const;

export type SenderName = keyof typeof senders;
export const senderNames = Object.keys(senders) as SenderName[];
