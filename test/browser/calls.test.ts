import { receive } from "../emulator/callbacks/receiver.ts";
import { start } from "../emulator/support.ts";
import {
  click,
  create,
  pageContent,
  first,
  givenPins,
  open,
  openDialog,
  waitForMessage,
  useBrowser,
  violations,
} from "./support.ts";

useBrowser();

it("a party's and a stranger's call are placed by the form, and show with their callbacks, masked", async () => {
  const { url: callback_url } = await receive();
  const emulator = await start();
  const sessionUuid = await create(emulator, { ...givenPins, pin_retry: 1, callback_url });
  const page = await open(emulator, sessionUuid);
  const party = await openDialog(page, "Place a call…");
  await party.getByLabel("First party (••••••42)").check();
  await party.getByLabel("Ring for").fill("3");
  await party.getByLabel("Talk for").fill("20");
  await click(party, "Call");
  await waitForMessage(page, "Placed the call");
  await page.locator("#timeline [data-kind=Call]").first().waitFor();
  emulator.clock.advance(60);
  await page.getByText("SessionFirstPartyHangup: delivered (200)").waitFor();

  const stranger = await openDialog(page, "Place a call…");
  await stranger.getByRole("textbox", { name: "Another number" }).fill("+12025550166");
  await stranger.getByLabel("PINs").fill("1111 428613");
  await click(stranger, "Call");
  await stranger.waitFor({ state: "detached" });
  emulator.clock.advance(120);
  const authentications = page.getByText(/SessionPinAuthenticationStatus: delivered/);
  await authentications.nth(2).waitFor();
  await page.getByText("Correct PIN").waitFor();
  const titles = await page.locator("#timeline [data-kind=Call] .title").allInnerTexts();
  expect(titles.filter((title) => /^(?:Correct|Wrong)/.test(title))).toEqual([
    "Correct PIN (from ••••••66)",
    "Wrong or no PIN (from ••••••66)",
  ]);

  const calls = emulator.calls.all({ sessionUuid });
  expect(calls).toMatchObject([{ from: first.slice(1), status: "completed" }, { from: "12025550166" }]);
  const entered = calls[1]?.steps.flatMap(({ correct }) => (correct === undefined ? [] : [correct]));
  expect(entered).toEqual([false, true]);
  expect(await pageContent(page)).not.toContain(first.slice(1));
});

/** A choice in the form; the time until the button, if any, is clicked; and how the call ends. */
const courses: [field: string, choice: string, end: { seconds: number; button?: string }, object][] = [
  ["Called side", "is busy", { seconds: 120 }, { status: "busy" }],
  ["Called side", "refuses", { seconds: 120 }, { status: "refused" }],
  ["Called side", "does not answer", { seconds: 120 }, { status: "no-answer" }],
  ["Who hangs up", "the caller", { seconds: 120 }, { status: "completed", party: "firstParty" }],
  ["Who hangs up", "the called side", { seconds: 120 }, { status: "completed", party: "secondParty" }],
  [
    "Who hangs up",
    "no one, until you end the call here",
    { seconds: 10, button: "Caller hangs up" },
    { status: "completed", party: "firstParty" },
  ],
  [
    "Who hangs up",
    "no one, until you end the call here",
    { seconds: 10, button: "Called side hangs up" },
    { status: "completed", party: "secondParty" },
  ],
  [
    "Who hangs up",
    "no one, until you end the call here",
    { seconds: 1, button: "Called side refuses" },
    { status: "refused" },
  ],
];

it("a call takes the course that the form says, or that a button gives it", async () => {
  const emulator = await start();
  const page = await open(emulator, await create(emulator, { is_pin_authentication_required: false }));
  const live = page.locator("#live-calls li");
  for (const [field, choice, { seconds, button }, expected] of courses) {
    const dialog = await openDialog(page, "Place a call…");
    await dialog.getByLabel(field).selectOption(choice);
    await click(dialog, "Call");
    await live.getByText("Call from ••••••42").waitFor();
    emulator.clock.advance(seconds);
    if (button !== undefined) await click(page, button);
    await live.waitFor({ state: "detached" });
    const { status, steps } = emulator.calls.all().at(-1) ?? {};
    const { party } = steps?.at(-1) ?? {};
    expect([choice, button, { status, party }]).toMatchObject([choice, button, expected]);
  }
});

it("a callback shows the receiver's response, masked until revealed, and is sent again", async () => {
  const { url: callback_url } = await receive((response, nth) => {
    response.statusCode = nth === 1 ? 500 : 200;
    response.end(`{"caller": "${first}", "nth": ${nth}}`);
  });
  const emulator = await start();
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
});
