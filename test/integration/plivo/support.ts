import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { PlivoClient, PlivoError, type PlivoClientOptions } from "../../../provider/plivo/index.ts";
import { readSession } from "../../../provider/plivo/schemas.ts";
import { listen } from "../../support/listen.ts";

export const authId = "MAXXXXXXXXXXXXXXXXXX";
export const authToken = "c0ffee-token-of-nobody";
export const uuid = "c28b77d4-21e7-43bd-9447-04bfee92e651";
export const apiId = "ae245217-f78e-4939-bc48-d4b8ef05cf66";
export const first = "+12025550100";
export const second = "+12025550111";
export const collectionPath = `/v1/Account/${authId}/Masking/Session`;
export const item = `${collectionPath}/${uuid}`;

export interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Respond = (response: ServerResponse, received: Received) => void;

/** A server on the loopback address with a settable response. Records the requests. */
export class TestServer {
  readonly received: Received[] = [];
  respond: Respond = json(500, {});
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, url, headers } = request;
      const received = { method, url, headers, body: Buffer.concat(chunks).toString() };
      this.received.push(received);
      this.respond(response, received);
    });
  });
  readonly #clients: PlivoClient[] = [];

  async start(): Promise<void> {
    await listen(this.#server);
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  client(options: Partial<PlivoClientOptions> = {}): PlivoClient {
    const client = new PlivoClient({
      authId,
      authToken,
      endpoint: this.endpoint,
      retries: { maxAttempts: 1, maxRateLimitedAttempts: 1 },
      ...options,
    });
    this.#clients.push(client);
    return client;
  }

  /** Forgets the requests. */
  reset(): void {
    this.received.length = 0;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await Promise.all(this.#clients.map((client) => client.close()));
    this.#server.close();
  }
}

/** A server for the tests of a describe or a file. Each test starts without recorded requests. */
export function testServer(): TestServer {
  const server = new TestServer();
  beforeAll(() => server.start());
  beforeEach(() => server.reset());
  afterAll(() => server.stop());
  return server;
}

/** The address of a port on which no server listens. */
export async function closedEndpoint(): Promise<string> {
  const closed = createServer();
  const port = await listen(closed);
  closed.close();
  await once(closed, "close");
  return `http://127.0.0.1:${port}`;
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Respond {
  return text(status, JSON.stringify(body), { "content-type": "application/json", ...headers });
}

export function text(status: number, body: string, headers: Record<string, string> = {}): Respond {
  return (response) => void response.writeHead(status, headers).end(body);
}

/** The PlivoError that an operation rejects with. Anything else fails the test. */
export async function failureOf(operation: Promise<unknown>): Promise<PlivoError> {
  const error: unknown = await operation.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof PlivoError) return error;
  throw new Error(`expected a PlivoError, got ${String(error)}`);
}

/** The document's example of a session. */
export const documentSession = {
  first_party: "919003459051",
  second_party: "918197241073",
  virtual_number: "912269947011",
  status: "active",
  initiate_call_to_first_party: false,
  session_uuid: uuid,
  callback_url: "",
  callback_method: "POST",
  created_time: "2024-02-01 06:28:15 +0000 UTC",
  modified_time: "2024-02-01 06:28:37 +0000 UTC",
  expiry_time: "2024-02-01 06:58:15 +0000 UTC",
  duration: 1800,
  amount: 0,
  call_time_limit: 14400,
  ring_timeout: 45,
  record: true,
  record_file_format: "mp3",
  recording_callback_url: "",
  recording_callback_method: "POST",
  interaction: null,
  total_call_amount: 0,
  total_call_count: 0,
  total_call_billed_duration: 0,
  total_session_amount: 0,
  last_interaction_time: "",
};

/** The same as the client returns it. */
export const clientSession = readSession(documentSession);
