import {
  call,
  click,
  create,
  pageContent,
  first,
  isSelect,
  open,
  waitForMessage,
  second,
  share,
  start,
  startTime,
  styleOf,
  useBrowser,
} from "./support.ts";

useBrowser();

/** The console of an empty emulator. */
async function openEmpty() {
  const emulator = await start();
  return { emulator, page: await open(emulator) };
}

describe("the clock", () => {
  const shared = share(openEmpty);

  it.each([
    ["+1 min", 60],
    ["+10 min", 600],
    ["+1 h", 3600],
  ])("is advanced by %s", async (button, seconds) => {
    const { emulator, page } = shared();
    emulator.clock.set(startTime);
    await page.locator("#clock-offset").getByText("real time", { exact: true }).waitFor();
    await click(page, button);
    await waitForMessage(page, `Advanced the clock by ${button.slice(1)}`);
    expect(emulator.clock.offset).toBe(seconds * 1000);
    await page.getByText("ahead of real time").waitFor();
    await page
      .locator("#clock-now")
      .getByText(new Date(startTime + seconds * 1000).toISOString().slice(11, 16))
      .waitFor();
  });

  it("is advanced by any number of minutes", async () => {
    const { emulator, page } = shared();
    emulator.clock.set(startTime);
    await click(page, "Advance by…");
    const dialog = page.getByRole("dialog", { name: "Advance the clock" });
    await dialog.getByLabel("Minutes").fill("2.5");
    await click(dialog, "Advance");
    await waitForMessage(page, "Advanced the clock by 2 min 30 s");
    expect(emulator.clock.offset).toBe(150_000);
  });

  it("shows changes made elsewhere", async () => {
    const { emulator, page } = shared();
    emulator.clock.set("2026-02-01T08:30:00Z");
    await page.locator("#clock-now").getByText("2026-02-01 08:30").waitFor();
    await page.getByText("behind real time").waitFor();
  });
});

describe("the card of the faults", () => {
  const shared = share(openEmpty);

  const entered: [string, Record<string, string>, object][] = [
    [
      "reset",
      { Operation: "create", When: "after" },
      { operation: "create", when: "after", nth: 1, every: 1, times: 1 },
    ],
    [
      "cut",
      { Operation: "any", When: "after", "First request to hit": "2", "Then every": "3", Times: "" },
      { operation: "any", nth: 2, every: 3, times: null },
    ],
    [
      "delay",
      { Operation: "get", When: "before", Seconds: "30" },
      { operation: "get", when: "before", seconds: 30 },
    ],
    [
      "status",
      {
        Operation: "list",
        When: "before",
        Status: "429",
        Body: "html",
        "Retry-After": "7",
        "Form of Retry-After": "date",
      },
      { status: 429, body: "html", retryAfter: 7, retryAfterForm: "date" },
    ],
    ["unreadable", { Operation: "update", When: "after" }, { operation: "update" }],
    ["truncated", { Operation: "expire", When: "after" }, { operation: "expire" }],
    [
      "unnamed",
      { Operation: "create", When: "after", "Keep session_uuid in": "session" },
      { keep: "session" },
    ],
    [
      "refuse",
      { Operation: "any", "First request to hit": "5", Milliseconds: "50" },
      { nth: 5, milliseconds: 50 },
    ],
    ["lag", { Operation: "list", Lists: "2" }, { reads: 2 }],
  ];
  it.each(entered)("arms a fault of the kind %s by its form", async (kind, entered, armed) => {
    const { emulator, page } = shared();
    emulator.reset();
    await page.getByText("No faults are armed").waitFor();
    await click(page, "Arm a fault…");
    const dialog = page.getByRole("dialog", { name: "Arm a fault" });
    await dialog.getByLabel("Kind").selectOption(kind);
    for (const [label, value] of Object.entries(entered)) {
      const input = dialog.getByLabel(label, { exact: true });
      const isChoice = await isSelect(input);
      await (isChoice ? input.selectOption(value) : input.fill(value));
    }
    await click(dialog, "Arm");
    await dialog.waitFor({ state: "detached" });
    expect(emulator.faults.all()).toMatchObject([{ fault: { kind, ...armed } }]);
    await page.locator("#fault-list").getByText(`${kind}: `).waitFor();
  });

  it("says that a fault is armed, and clears all by a button", async () => {
    const { emulator, page } = shared();
    emulator.reset();
    await page.getByText("No faults are armed").waitFor();
    await click(page, "Arm a fault…");
    const dialog = page.getByRole("dialog", { name: "Arm a fault" });
    await dialog.getByLabel("Kind").selectOption("truncated");
    await dialog.getByLabel("When").selectOption("after");
    await click(dialog, "Arm");
    await page
      .locator(".message")
      .getByText(/^Armed fault-\d+\.$/)
      .waitFor();
    expect(emulator.faults.all()).toHaveLength(1);
    await click(page, "Clear all faults");
    await waitForMessage(page, "Cleared all faults");
    expect(emulator.faults.all()).toEqual([]);
    await page.getByText("No faults are armed").waitFor();
  });

  it("refuses a fault without a duration with the reason, and keeps the form open", async () => {
    const { emulator, page } = shared();
    emulator.reset();
    await click(page, "Arm a fault…");
    const dialog = page.getByRole("dialog", { name: "Arm a fault" });
    await dialog.getByLabel("Kind").selectOption("delay");
    await click(dialog, "Arm");
    await dialog.getByRole("alert").getByText("give either seconds").waitFor();
    expect(emulator.faults.all()).toEqual([]);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  });
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

it("a message appears in its card, covers nothing, and disappears by itself", async () => {
  const emulator = await start();
  const page = await open(emulator, undefined, {}, (opened) => opened.clock.install());
  await click(page, "+1 min");
  await waitForMessage(page, "Advanced the clock by 1 min.");
  const notice = page.locator("#clock-message");
  expect(await styleOf(notice, "position")).toBe("static");
  await page.clock.fastForward(10_000);
  await page.locator("#clock-message:empty").waitFor({ state: "attached" });
});

describe("the list of requests", () => {
  it("has refused creates and what faults did, with responses, masked until they are revealed", async () => {
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
});
