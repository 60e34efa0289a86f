import dns from "node:dns";
import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";
import { Gateway } from "../support/stand-in/gateway.ts";
import { nextTurn } from "../support/virtual-clock.ts";

afterEach(() => {
  jest.restoreAllMocks();
});

async function turns(count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) await nextTurn();
}

it("the gateway delivers nothing of a killed process, not even what waited for a connection", async () => {
  let arrived = "";
  const api = createServer((socket) => {
    socket
      .on("error", () => undefined)
      .setEncoding("utf8")
      .on("data", (text: string) => {
        arrived += text;
      });
  });
  await once(api.listen(0, "127.0.0.1"), "listening");
  const gateway = await Gateway.open(`http://api.test:${(api.address() as AddressInfo).port}`);
  // Only the lookup of a host name can delay a connection.
  const lookups: (() => void)[] = [];
  type Found = (error: null, addresses: readonly dns.LookupAddress[]) => void;
  const lookup = (_host: string, _options: object, found: Found) => {
    lookups.push(() => {
      found(null, [{ address: "127.0.0.1", family: 4 }]);
    });
  };
  jest.spyOn(dns, "lookup").mockImplementation(lookup as unknown as typeof dns.lookup);
  const client = connect(Number(new URL(gateway.endpoint).port), "127.0.0.1");
  client.on("error", () => undefined).write("POST");
  while (lookups.length === 0) await nextTurn();
  await turns(20);

  gateway.close();
  for (const find of lookups) find();
  await turns(200);
  expect(arrived).toBe("");
  client.destroy();
  api.close();
});
