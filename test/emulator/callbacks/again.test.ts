import { receive } from "./receiver.ts";
import { advance, create, plain, start } from "../support.ts";
import type { Reply } from "./receiver.ts";

/** An emulator that has sent one callback, with its receiver. */
async function sendOneTo(reply: Reply) {
  const receiver = await receive(reply);
  const emulator = await start();
  await create(emulator, { session_expiry: 60, callback_url: receiver.url });
  await advance(emulator, 60);
  return { emulator, receiver };
}

describe("the record of a callback", () => {
  it("shows the body of each response", async () => {
    const { emulator } = await sendOneTo((response, nth) => {
      response.statusCode = nth === 1 ? 500 : 200;
      response.end(`attempt ${nth}`);
    });
    const [callback] = emulator.callbacks.all();
    expect(callback).toMatchObject({ id: "callback-1", state: "failed" });
    expect(callback?.attempts).toMatchObject([{ status: 500, body: "attempt 1" }]);
  });

  it("shows the first 2,000 characters of a longer body", async () => {
    const { emulator } = await sendOneTo((response) => response.end("é".repeat(100_000)));
    expect(emulator.callbacks.all()[0]?.attempts[0]?.body).toBe("é".repeat(2000));
  });

  it("shows what arrived of a body that breaks off, and counts as delivered", async () => {
    const { emulator } = await sendOneTo((response) => void response.write("half", () => response.destroy()));
    expect(emulator.callbacks.all()).toMatchObject([
      { state: "delivered", attempts: [{ status: 200, body: "half" }] },
    ]);
  });

  it("shows no body if no response came", async () => {
    const { emulator } = await sendOneTo((response) => response.destroy());
    expect(emulator.callbacks.all()[0]?.attempts.map(({ body }) => body)).toEqual([null, null]);
  });
});

describe("sending a callback again", () => {
  it("sends the same parameters and signature, and records another attempt", async () => {
    const { emulator, receiver } = await sendOneTo((response, nth) => {
      response.statusCode = nth === 1 ? 500 : 200;
      response.end();
    });
    const again = await plain(emulator, "POST", "/_emulator/callbacks/callback-1/send");
    expect(again).toMatchObject({ status: 200, body: { id: "callback-1" } });
    await emulator.callbacks.whenSettled();
    expect(emulator.callbacks.all()).toMatchObject([
      { state: "delivered", attempts: [{ status: 500 }, { status: 200 }] },
    ]);
    const [first, second] = receiver.received;
    expect(second?.parameters).toEqual(first?.parameters);
    for (const name of ["x-plivo-signature-v3", "x-plivo-signature-v3-nonce"]) {
      expect(second?.headers[name]).toBe(first?.headers[name]);
    }
  });

  it("is refused while it is being sent, and if there is no such callback", async () => {
    const receiver = await receive(() => undefined);
    const emulator = await start();
    await create(emulator, { session_expiry: 60, callback_url: receiver.url });
    emulator.clock.advance(60);
    expect(await plain(emulator, "POST", "/_emulator/callbacks/callback-1/send")).toEqual({
      status: 400,
      body: { error: "the callback is waiting or being sent" },
    });
    expect(await plain(emulator, "POST", "/_emulator/callbacks/callback-2/send")).toEqual({
      status: 400,
      body: { error: "there is no callback with this id" },
    });
  });
});
