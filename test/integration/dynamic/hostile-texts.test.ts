import { withHostErrors } from "../../../provider/dynamic/host-errors";
import { maskingProvider, type MaskingProvider } from "../../../provider/dynamic/provider";
import { parties } from "../../support/field-changes";
import { hostile, shown } from "../../support/hostile-text";
import { providerText } from "../../support/provider-process";
import { VirtualClock } from "../../support/virtual-clock";
import { AUTH_ID, AUTH_TOKEN, TestServer, UUID, json, text } from "../plivo/support";

const declared = { ...parties(0), __provider: providerText };
const state = {
  ...declared,
  authId: AUTH_ID,
  sessionUuid: UUID,
  virtualNumber: "+14155550142",
  status: "active",
  createdTime: "2026-03-01T10:00:00Z",
  expiryTime: "2099-03-01T10:00:00Z",
};

const operations: Record<string, (provider: MaskingProvider) => Promise<unknown>> = {
  read: (provider) => provider.read(UUID, state),
  update: (provider) => provider.update(UUID, state, { ...declared, ringTimeout: 30 }),
  create: (provider) => provider.create(declared),
  delete: (provider) => provider.delete(UUID, state),
};

const responses = {
  JSON: json(400, { api_id: hostile, error: hostile }),
  text: text(400, hostile),
};

describe("control characters that the API writes into an error", () => {
  const server = new TestServer();
  beforeAll(() => server.start());
  afterAll(() => server.stop());

  const cases = Object.keys(operations).flatMap((operation) =>
    Object.keys(responses).map((kind) => [operation, kind] as const),
  );
  it.each(cases)(
    "are visible escapes and begin no line in what the %s of a session shows (%s)",
    async (...of) => {
      const [operation, kind] = of;
      server.respond = responses[kind as keyof typeof responses];
      const lines: string[] = [];
      const environment = {
        PLIVO_AUTH_ID: AUTH_ID,
        PLIVO_AUTH_TOKEN: AUTH_TOKEN,
        PLIVO_ENDPOINT: server.endpoint,
      };
      const log = (line: string) => lines.push(line);
      const provider = withHostErrors(maskingProvider({ environment, log, clock: VirtualClock.passing() }));
      const error: unknown = await operations[operation]?.(provider).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(Error);
      // Pulumi's host prints the message and the stack.
      const { message, stack = "" } = error as Error;
      expect(message).toContain(shown);
      for (const all of [message, stack, ...lines]) {
        expect(all.match(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu) ?? []).toEqual([]);
        expect(all).not.toMatch(/^\s*::/m);
      }
    },
  );
});
