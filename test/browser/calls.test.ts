import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { click, create, everything, FIRST, open, said, start, useBrowser, violations } from "./support";

useBrowser();

let receiver: Server;
let url: string;

beforeAll(async () => {
  receiver = createServer((_request, response) => response.end("ok"));
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/events`;
});
afterAll(() => receiver.close());

test("a call is placed by the form, and its steps and callbacks show in the timeline, masked", async () => {
  const emulator = await start();
  const pins = { generate_pin: false, first_party_pin: "428613", second_party_pin: "975204" };
  const sessionUuid = await create(emulator, { ...pins, callback_url: url });
  const page = await open(emulator, sessionUuid);
  await click(page, "Place a call…");
  const dialog = page.getByRole("dialog");
  expect(await violations(page)).toEqual([]);
  await dialog.getByLabel("First party (••••••42)").check();
  await dialog.getByLabel("Answered after").fill("3");
  await dialog.getByLabel("Talk for").fill("20");
  await click(dialog, "Call");
  await said(page, "The call is placed");
  await page.locator("#timeline [data-kind=Call]").first().waitFor();
  emulator.clock.advance(60);
  await page.getByText("SessionFirstPartyHangup: 200").waitFor();
  const read = await fetch(`${emulator.endpoint}/_emulator/calls?sessionUuid=${sessionUuid}`);
  const { calls } = (await read.json()) as { calls: object[] };
  expect(calls).toMatchObject([{ from: FIRST.slice(1), status: "completed" }]);
  expect(await everything(page)).not.toContain(FIRST.slice(1));
});

test("a stranger's call with PINs is placed by the form", async () => {
  const emulator = await start();
  const pins = { generate_pin: false, first_party_pin: "428613", second_party_pin: "975204" };
  const sessionUuid = await create(emulator, { ...pins, pin_retry: 1, callback_url: url });
  const page = await open(emulator, sessionUuid);
  await click(page, "Place a call…");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Another number", { exact: true }).first().check();
  await dialog.getByRole("textbox", { name: "Another number" }).fill("+12025550166");
  await dialog.getByLabel("PINs").fill("1111 428613");
  await click(dialog, "Call");
  await said(page, "The call is placed");
  emulator.clock.advance(120);
  await page
    .getByText(/SessionPinAuthenticationStatus: 200/)
    .first()
    .waitFor();
  const titles = await page.locator("#timeline [data-kind=Call] .title").allInnerTexts();
  expect(titles.filter((title) => title.startsWith("pin,"))).toEqual([
    "pin, wrong (from ••••••66)",
    "pin, right (from ••••••66)",
  ]);
  const read = await fetch(`${emulator.endpoint}/_emulator/calls?sessionUuid=${sessionUuid}`);
  const { calls } = (await read.json()) as { calls: { steps: { correct?: boolean }[] }[] };
  const entered = calls[0]?.steps.flatMap(({ correct }) => (correct === undefined ? [] : [correct]));
  expect(entered).toEqual([false, true]);
});
