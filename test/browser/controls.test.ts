import { call, start, startTime } from "../emulator/support.ts";
import {
  click,
  create,
  pageContent,
  first,
  isMatching,
  open,
  openDialog,
  waitForMessage,
  second,
  styleOf,
  useBrowser,
} from "./support.ts";

useBrowser();

it("the clock is advanced by buttons and a form, and shows changes made elsewhere", async () => {
  const emulator = await start();
  const page = await open(emulator, undefined, {}, (opened) => opened.clock.install());
  await page.locator("#clock-offset").getByText("real time", { exact: true }).waitFor();
  let expected = 0;
  for (const [button, seconds] of [
    ["+1 min", 60],
    ["+10 min", 600],
    ["+1 h", 3600],
  ] as const) {
    await click(page, button);
    await waitForMessage(page, `Advanced the clock by ${button.slice(1)}`);
    expected += seconds * 1000;
    expect([button, emulator.clock.offset]).toEqual([button, expected]);
  }
  const dialog = await openDialog(page, "Advance by…");
  await dialog.getByLabel("Minutes").fill("2.5");
  await click(dialog, "Advance");
  await waitForMessage(page, "Advanced the clock by 2 min 30 s");
  expected += 150_000;
  expect(emulator.clock.offset).toBe(expected);
  const time = new Date(startTime + expected).toISOString().slice(11, 16);
  await page.locator("#clock-now").getByText(time).waitFor();
  await page.getByText("ahead of real time").waitFor();
  emulator.clock.set("2026-02-01T08:30:00Z");
  await page.locator("#clock-now").getByText("2026-02-01 08:30").waitFor();
  await page.getByText("behind real time").waitFor();
  // The message covers nothing, and disappears by itself.
  expect(await styleOf(page.locator("#clock-message"), "position")).toBe("static");
  await page.clock.fastForward(10_000);
  await page.locator("#clock-message:empty").waitFor({ state: "attached" });
});

/** What is entered in the form for a kind of fault, and the fault. */
const entered: [kind: string, Record<string, string>, object][] = [
  [
    "cut",
    { Operation: "any", When: "after", "First request to hit": "2", "Then every": "3", Times: "" },
    { operation: "any", when: "after", nth: 2, every: 3, times: null },
  ],
  [
    "status",
    { Operation: "list", When: "before", Status: "429", Body: "html" },
    { operation: "list", when: "before", status: 429, body: "html", nth: 1, every: 1, times: 1 },
  ],
  [
    "status",
    { Operation: "get", "Retry-After": "7", "Form of Retry-After": "date" },
    { operation: "get", retryAfter: 7, retryAfterForm: "date" },
  ],
  ["unnamed", { When: "after", "Keep session_uuid in": "session" }, { when: "after", keep: "session" }],
  [
    "refuse",
    { Operation: "any", "First request to hit": "5", Milliseconds: "50" },
    { nth: 5, milliseconds: 50 },
  ],
  ["lag", { Operation: "list", Lists: "2" }, { reads: 2 }],
];

it("faults are armed by a form with the fields of their kind, and all are cleared by a button", async () => {
  const emulator = await start();
  const page = await open(emulator);
  await page.getByText("No faults are armed").waitFor();
  for (const [kind, values, armed] of entered) {
    const dialog = await openDialog(page, "Arm a fault…");
    await dialog.getByLabel("Kind").selectOption(kind);
    for (const [label, value] of Object.entries(values)) {
      const input = dialog.getByLabel(label, { exact: true });
      await ((await isMatching(input, "select")) ? input.selectOption(value) : input.fill(value));
    }
    await click(dialog, "Arm");
    await dialog.waitFor({ state: "detached" });
    const last = emulator.faults.all().at(-1);
    expect(last).toMatchObject({ fault: { kind, ...armed } });
    await waitForMessage(page, `Armed ${last?.id}.`);
    await page.locator("#fault-list li").last().getByText(`${kind}: `).waitFor();
  }
  await click(page, "Clear all faults");
  await waitForMessage(page, "Cleared all faults");
  expect(emulator.faults.all()).toEqual([]);
  await page.getByText("No faults are armed").waitFor();
});

it("the form of a fault stays open with the reason while a value is missing", async () => {
  const emulator = await start();
  const dialog = await openDialog(await open(emulator), "Arm a fault…");
  await dialog.getByLabel("Kind").selectOption("delay");
  await click(dialog, "Arm");
  await dialog.getByRole("alert").getByText("give either seconds").waitFor();
  expect(emulator.faults.all()).toEqual([]);
  await dialog.getByLabel("Operation").selectOption("get");
  await dialog.getByLabel("Seconds", { exact: true }).fill("30");
  await click(dialog, "Arm");
  await dialog.waitFor({ state: "detached" });
  expect(emulator.faults.all()).toMatchObject([{ fault: { kind: "delay", operation: "get", seconds: 30 } }]);
});

it("a fault that is used up looks used up and says so", async () => {
  const emulator = await start();
  emulator.faults.arm({ kind: "status", status: 503, operation: "list", when: "before" });
  emulator.faults.arm({ kind: "status", status: 429, operation: "get", when: "before", times: null });
  const page = await open(emulator);
  const spent = page.locator("#fault-list .spent");
  await page
    .getByText("status: the response is 503, on list, before the server acts, not fired yet")
    .waitFor();
  expect(await spent.count()).toBe(0);
  await call(emulator, "GET", "");
  await call(emulator, "GET", "/any");
  await spent.getByText("fired, used up").waitFor();
  await page.getByText("status: the response is 429, on get, before the server acts, fired 1").waitFor();
  expect(await spent.count()).toBe(1);
});

it("the list of requests has refused creates and what faults did, masked until they are revealed", async () => {
  const emulator = await start();
  const page = await open(emulator);
  await page.getByText("No requests yet").waitFor();
  const list = page.locator("#request-list");
  await create(emulator);
  await call(emulator, "POST", "", { first_party: first, second_party: second, ring_timeout: -1 });
  emulator.faults.arm({ kind: "status", status: 503, operation: "list", when: "before" });
  await call(emulator, "GET", `?first_party=${first.slice(1)}`);
  await list.getByText("List refused (503); hit by fault-1").waitFor();
  const titles = await list.locator(".title").allInnerTexts();
  expect(titles).toEqual([
    "List refused (503); hit by fault-1",
    expect.stringMatching(/^Create refused \(400\): .*ring_timeout/),
    "Created (201)",
  ]);
  await list.getByText("Created (201)").click();
  await list.locator("pre").last().getByText('"virtual_number": "+14155550100"').waitFor();
  for (const number of [first, second]) expect(await pageContent(page)).not.toContain(number.slice(1));
  await click(page, "Reveal numbers in requests");
  await list.locator("pre").last().getByText(first).waitFor();
  await click(page, "Hide numbers in requests");
  await list.locator("pre").last().getByText('"first_party": "••••••42"').first().waitFor();
  for (const number of [first, second]) expect(await pageContent(page)).not.toContain(number.slice(1));
});
