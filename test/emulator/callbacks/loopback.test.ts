import { lookup } from "node:dns/promises";
import { loopbackAddresses } from "../../../emulator/callbacks/loopback.ts";

jest.mock("node:dns/promises", () => ({ lookup: jest.fn() }));
const lookUp = jest.mocked(lookup) as unknown as jest.Mock;

beforeEach(() => void lookUp.mockReset());

/** Mocks the resolver with these addresses for any name. */
function resolveTo(...addresses: string[]): void {
  lookUp.mockResolvedValue(addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })));
}

describe("a name under localhost", () => {
  it.each([[["127.0.0.1"]], [["127.0.0.1", "::1"]], [["::1", "127.9.8.7"]]])(
    "that resolves to %p is this machine",
    async (addresses) => {
      resolveTo(...addresses);
      expect(await loopbackAddresses(new URL("http://app.localhost:4000/"))).toEqual(addresses);
    },
  );

  it.each([
    [["10.1.2.3"]],
    [["127.0.0.1", "10.1.2.3"]],
    [["10.1.2.3", "127.0.0.1"]],
    [["::1", "2001:db8::1"]],
  ])("that resolves to %p is not local, because a callback could leave this machine", async (addresses) => {
    resolveTo(...addresses);
    expect(await loopbackAddresses(new URL("http://app.localhost:4000/"))).toBeUndefined();
  });
});

it.each([
  ["http://127.1.2.3/", ["127.1.2.3"]],
  ["http://[::1]/", ["::1"]],
  ["http://10.1.2.3/", undefined],
  ["http://[2001:db8::1]/", undefined],
  ["http://callbacks.test/", undefined],
  ["http://localhost.test/", undefined],
  ["http://0.0.0.0:4000/", undefined],
  ["http://[::]:4000/", undefined],
  ["http://127.0.0.1.test/", undefined],
  ["https://169.254.169.254/latest", undefined],
])("the emulator decides about %s without a name server", async (url, addresses) => {
  resolveTo("127.0.0.1");
  expect(await loopbackAddresses(new URL(url))).toEqual(addresses);
  expect(lookUp).not.toHaveBeenCalled();
});
