import { AccountClients } from "../../../provider/accounts/account-clients.ts";
import { ConfigurationError } from "../../../provider/accounts/configuration-error.ts";
import { EndpointError, type PlivoClient } from "../../../provider/plivo/index.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { documentSession, json, testServer, uuid } from "../plivo/support.ts";

const server = testServer();
beforeEach(() => {
  server.respond = json(200, { response: documentSession });
});

const opened: PlivoClient[] = [];
afterEach(() => Promise.all(opened.splice(0).map((client) => client.close())));

/** The clients of a process with these variables and this configuration, with a stopped clock. */
function setUp(environment: NodeJS.ProcessEnv = {}, config: Record<string, string> = {}) {
  const clock = VirtualClock.standing();
  const variables = {
    PLIVO_AUTH_ID: "MAONE",
    PLIVO_AUTH_TOKEN: "token-of-one",
    PLIVO_ENDPOINT: server.endpoint,
    ...environment,
  };
  const accounts = new AccountClients({ environment: variables, clock, log: () => undefined });
  accounts.configure({ get: (key) => config[key] });
  const client = (account?: string) => {
    const given = accounts.client(account);
    if (!opened.includes(given)) opened.push(given);
    return given;
  };
  return { accounts, client, clock };
}

/** Sends a request with each client, and returns how many pass at once. */
async function countSentAtOnce(clients: readonly PlivoClient[], passing: number, clock: VirtualClock) {
  const running = clients.map((client) => client.get(uuid));
  await Promise.all(running.slice(0, passing));
  // When this request is answered, earlier ones have arrived.
  await server.client().get(uuid);
  const sent = server.received.length - 1;
  const progress = { ended: false };
  const all = Promise.all(running).then(() => (progress.ended = true));
  // The server decides when a held request is answered, whatever the clock.
  for (let second = 0; second < 1_000 && !progress.ended; second++) await clock.advance(1_000);
  await all;
  return sent;
}

describe("an account's client", () => {
  it("is shared by all its sessions, and sends that account's ID", async () => {
    const { client } = setUp();
    expect(client()).toBe(client());
    await client().get(uuid);
    expect(client().authId).toBe("MAONE");
    expect(server.received[0]?.url).toBe(`/v1/Account/MAONE/Masking/Session/${uuid}`);
  });

  it("is not the client of another account", () => {
    const { client } = setUp({ PLIVO_SUPPORT_AUTH_ID: "MATWO", PLIVO_SUPPORT_AUTH_TOKEN: "token-of-two" });
    expect(client("support")).not.toBe(client());
    expect(client("support").authId).toBe("MATWO");
  });

  it("needs credentials and a valid endpoint", () => {
    expect(() => setUp({ PLIVO_AUTH_ID: "" }).client()).toThrow(ConfigurationError);
    expect(() => setUp({ PLIVO_ENDPOINT: "http://example.com" }).client()).toThrow(EndpointError);
    expect(() => setUp({}, { "plivo:requestsPerSecond": "many" }).client()).toThrow(ConfigurationError);
  });

  it("can use the stack's configuration only, and Plivo's own endpoint by default", () => {
    const config = { "plivo:authId": "MASTACK", "plivo:authToken": "token-of-stack" };
    const { client } = setUp({ PLIVO_AUTH_ID: "", PLIVO_AUTH_TOKEN: "", PLIVO_ENDPOINT: "" }, config);
    expect(client().authId).toBe("MASTACK");
  });
});

describe("the rate limit", () => {
  it.each([
    ["2", 10],
    ["1.5", 7],
    ["0.2", 1],
  ])("of %s requests per second lets %i requests pass at once", async (rate, requests) => {
    const { client, clock } = setUp({}, { "plivo:requestsPerSecond": rate });
    const clients = Array.from({ length: requests + 2 }, () => client());
    expect(await countSentAtOnce(clients, requests, clock)).toBe(requests);
  });

  it("is shared by all names of one account", async () => {
    const support = { PLIVO_SUPPORT_AUTH_ID: "MAONE", PLIVO_SUPPORT_AUTH_TOKEN: "another-token" };
    const { client, clock } = setUp(support, { "plivo:requestsPerSecond": "1" });
    expect(client()).not.toBe(client("support"));
    const clients = [client(), client("support"), client(), client("support"), client(), client("support")];
    expect(await countSentAtOnce(clients, 5, clock)).toBe(5);
  });

  it("is separate for each account", async () => {
    const support = { PLIVO_SUPPORT_AUTH_ID: "MATWO", PLIVO_SUPPORT_AUTH_TOKEN: "token-of-two" };
    const { client, clock } = setUp(support, { "plivo:requestsPerSecond": "0.2" });
    expect(await countSentAtOnce([client(), client("support"), client()], 2, clock)).toBe(2);
  });
});

it("ifExists comes from the environment, the argument or the stack's configuration", () => {
  expect(setUp({ PLIVO_IF_EXISTS: "adopt" }).accounts.ifExists("fail")).toBe("adopt");
  expect(setUp().accounts.ifExists("fail")).toBe("fail");
  expect(setUp({}, { "plivo:ifExists": "adopt" }).accounts.ifExists(undefined)).toBe("adopt");
  expect(setUp().accounts.ifExists(undefined)).toBe("create");
});

it("the provider warns once about an auth ID and a token from different sources", () => {
  const lines: string[] = [];
  const environment = { PLIVO_AUTH_ID: "MAONE", PLIVO_ENDPOINT: server.endpoint };
  const accounts = new AccountClients({
    environment,
    clock: VirtualClock.standing(),
    log: (line) => lines.push(line),
  });
  accounts.configure({ get: (key) => (key === "plivo:authToken" ? "token" : undefined) });
  opened.push(accounts.client(undefined), accounts.clientForState(undefined));
  expect(lines).toEqual([expect.stringMatching(/^The auth ID comes from the environment, its token from /)]);
});
