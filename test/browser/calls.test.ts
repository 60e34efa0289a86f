import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { CallRecord } from "../../emulator/index.ts";
import {
  click,
  create,
  pageContent,
  first,
  open,
  waitForMessage,
  share,
  start,
  useBrowser,
  violations,
} from "./support.ts";

useBrowser();

let receiver: Server;
let url: string;

beforeAll(async () => {
  receiver = createServer((_request, response) => response.end("ok"));
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/events`;
});
afterAll(() => receiver.close());

it("a call is placed by the form, and its steps and callbacks show in the timeline, masked", async () => {
  const emulator = await start();
  const pins = { generate_pin: false, first_party_pin: "428613", second_party_pin: "975204" };
  const sessionUuid = await create(emulator, { ...pins, callback_url: url });
  const page = await open(emulator, sessionUuid);
  await click(page, "Place a call…");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("First party (••••••42)").check();
  await dialog.getByLabel("Ring for").fill("3");
  await dialog.getByLabel("Talk for").fill("20");
  await click(dialog, "Call");
  await waitForMessage(page, "Placed the call");
  await page.locator("#timeline [data-kind=Call]").first().waitFor();
  emulator.clock.advance(60);
  await page.getByText("SessionFirstPartyHangup: delivered (200)").waitFor();
  const read = await fetch(`${emulator.endpoint}/_emulator/calls?sessionUuid=${sessionUuid}`);
  const { calls } = (await read.json()) as { calls: object[] };
  expect(calls).toMatchObject([{ from: first.slice(1), status: "completed" }]);
  expect(await pageContent(page)).not.toContain(first.slice(1));
});

it("a stranger's call with PINs is placed by the form", async () => {
  const emulator = await start();
  const pins = { generate_pin: false, first_party_pin: "428613", second_party_pin: "975204" };
  const sessionUuid = await create(emulator, { ...pins, pin_retry: 1, callback_url: url });
  const page = await open(emulator, sessionUuid);
  await click(page, "Place a call…");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Another number" }).fill("+12025550166");
  await dialog.getByLabel("PINs").fill("1111 428613");
  await click(dialog, "Call");
  await waitForMessage(page, "Placed the call");
  emulator.clock.advance(120);
  await page
    .getByText(/SessionPinAuthenticationStatus: delivered/)
    .nth(1)
    .waitFor();
  await page.getByText("Correct PIN").waitFor();
  const titles = await page.locator("#timeline [data-kind=Call] .title").allInnerTexts();
  expect(titles.filter((title) => /^(?:Correct|Wrong)/.test(title))).toEqual([
    "Correct PIN (from ••••••66)",
    "Wrong or no PIN (from ••••••66)",
  ]);
  const read = await fetch(`${emulator.endpoint}/_emulator/calls?sessionUuid=${sessionUuid}`);
  const { calls } = (await read.json()) as { calls: { steps: { correct?: boolean }[] }[] };
  const entered = calls[0]?.steps.flatMap(({ correct }) => (correct === undefined ? [] : [correct]));
  expect(entered).toEqual([false, true]);
});

describe("the form of a call", () => {
  /** The console with a session without PINs. */
  const shared = share(async () => {
    const emulator = await start();
    const fields = { is_pin_authentication_required: false, callback_url: url };
    const page = await open(emulator, await create(emulator, fields));
    return { emulator, page, live: page.locator("#live-calls li") };
  });

  /** Places a call with this choice in the form. */
  async function place(field: string, choice: string): Promise<void> {
    const { page, live } = shared();
    await click(page, "Place a call…");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(field).selectOption(choice);
    await click(dialog, "Call");
    await live.getByText("Call from ••••••42").waitFor();
  }

  /** Waits until no call is in progress and returns the latest one. */
  async function lastCall(): Promise<CallRecord | undefined> {
    await shared().live.waitFor({ state: "detached" });
    return shared().emulator.calls.all().at(-1);
  }

  it.each([
    ["is busy", { status: "busy" }],
    ["refuses", { status: "refused" }],
    ["does not answer", { status: "no-answer" }],
  ])("places a call whose called side %s", async (outcome, expected) => {
    await place("Called side", outcome);
    shared().emulator.clock.advance(120);
    expect(await lastCall()).toMatchObject(expected);
  });

  it.each(["the caller", "the called side"])("places a call that %s hangs up", async (side) => {
    await place("Who hangs up", side);
    shared().emulator.clock.advance(120);
    const party = side === "the caller" ? "firstParty" : "secondParty";
    expect((await lastCall())?.steps.at(-1)).toMatchObject({ step: "hang-up", party });
  });

  it.each([
    ["Caller hangs up", 10, { status: "completed" }],
    ["Called side hangs up", 10, { status: "completed" }],
    ["Called side refuses", 1, { status: "refused" }],
  ])("places a call without an end, which the button %s ends", async (button, seconds, expected) => {
    const { emulator, page } = shared();
    await place("Who hangs up", "no one, until you end the call here");
    emulator.clock.advance(seconds);
    await click(page, button);
    await waitForMessage(page, "hung up");
    expect(await lastCall()).toMatchObject(expected);
  });
});

it("a callback shows the receiver's response, masked until revealed, and is sent again", async () => {
  let count = 0;
  const answering = createServer((_request, response) => {
    count += 1;
    response.statusCode = count === 1 ? 500 : 200;
    response.end(`{"caller": "${first}", "nth": ${count}}`);
  });
  await new Promise<void>((resolve) => answering.listen(0, "127.0.0.1", resolve));
  try {
    const emulator = await start();
    const callback_url = `http://127.0.0.1:${(answering.address() as AddressInfo).port}/`;
    const sessionUuid = await create(emulator, { session_expiry: 60, callback_url });
    emulator.clock.advance(60);
    const page = await open(emulator, sessionUuid);
    await page.getByText("SessionTimeout: failed (500)").click();
    const details = page.locator("#timeline [data-kind=Callback] pre");
    await details.getByText("nth").waitFor();
    expect(await pageContent(page)).not.toContain(first.slice(1));
    expect(await violations(page, "#timeline")).toEqual([]);
    await click(page, "Send again");
    await waitForMessage(page, "Sent the callback again");
    await page.getByText("SessionTimeout: delivered (200, attempt 2)").waitFor();
    await click(page, "Reveal numbers and PINs");
    await details.getByText(first).waitFor();
  } finally {
    answering.close();
  }
});
