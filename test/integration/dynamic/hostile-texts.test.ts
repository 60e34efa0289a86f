import { withHostErrors } from "../../../provider/dynamic/host-errors.ts";
import { maskingProvider, type MaskingProvider } from "../../../provider/dynamic/provider.ts";
import { parties } from "../../support/field-changes.ts";
import { hostile, shown } from "../../support/hostile-text.ts";
import { providerText } from "../../support/provider-process.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { authId, authToken, json, testServer, text, uuid } from "../plivo/support.ts";

const declared = { ...parties(0), __provider: providerText };
const state = {
  ...declared,
  authId,
  sessionUuid: uuid,
  virtualNumber: "+14155550142",
  status: "active",
  createdTime: "2026-03-01T10:00:00Z",
  expiryTime: "2099-03-01T10:00:00Z",
};

const operations: Record<string, (provider: MaskingProvider) => Promise<unknown>> = {
  read: (provider) => provider.read(uuid, state),
  update: (provider) => provider.update(uuid, state, { ...declared, ringTimeout: 30 }),
  create: (provider) => provider.create(declared),
  delete: (provider) => provider.delete(uuid, state),
};

const responses = {
  JSON: json(400, { api_id: hostile, error: hostile }),
  text: text(400, hostile),
};

const server = testServer();

describe.each(Object.entries(responses))("control characters that the API writes into %s", (_, respond) => {
  it.each(Object.entries(operations))(
    "are visible escapes and begin no line in what the %s of a session shows",
    async (__, operate) => {
      server.respond = respond;
      const lines: string[] = [];
      const environment = {
        PLIVO_AUTH_ID: authId,
        PLIVO_AUTH_TOKEN: authToken,
        PLIVO_ENDPOINT: server.endpoint,
      };
      const log = (line: string) => lines.push(line);
      const provider = withHostErrors(maskingProvider({ environment, log, clock: VirtualClock.passing() }));
      const error: unknown = await operate(provider).catch((thrown: unknown) => thrown);
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
