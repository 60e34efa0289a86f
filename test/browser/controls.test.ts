import { click, isSelect, open, said, start, START, useBrowser } from "./support";

useBrowser();

describe("the clock", () => {
  test.each([
    ["+1 min", 60],
    ["+10 min", 600],
    ["+1 h", 3600],
  ])("is advanced by %s", async (button, seconds) => {
    const emulator = await start();
    const page = await open(emulator);
    await click(page, button);
    await said(page, "The clock is");
    expect(emulator.clock.offset).toBe(seconds * 1000);
    await page.getByText("ahead of real time").waitFor();
    await page
      .locator("#clock-now")
      .getByText(new Date(START + seconds * 1000).toISOString().slice(11, 16))
      .waitFor();
  });

  test("is advanced by as many minutes as one likes", async () => {
    const emulator = await start();
    const page = await open(emulator);
    await click(page, "Other…");
    const dialog = page.getByRole("dialog", { name: "Advance the clock" });
    await dialog.getByLabel("Minutes").fill("2.5");
    await click(dialog, "Advance");
    await said(page, "The clock is 2 min 30 s further");
    expect(emulator.clock.offset).toBe(150_000);
  });

  test("that is moved elsewhere moves on the page", async () => {
    const emulator = await start();
    const page = await open(emulator);
    emulator.clock.set("2026-02-01T08:30:00Z");
    await page.locator("#clock-now").getByText("2026-02-01 08:30").waitFor();
    await page.getByText("behind real time").waitFor();
  });
});

describe("faults", () => {
  const ENTERED: [string, Record<string, string>, object][] = [
    [
      "reset",
      { Operation: "create", When: "after" },
      { operation: "create", when: "after", nth: 1, every: 1, times: 1 },
    ],
    [
      "cut",
      { Operation: "any", When: "after", "First request hit": "2", "Then each": "3", Times: "" },
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
      { Operation: "any", "First request hit": "5", Milliseconds: "50" },
      { nth: 5, milliseconds: 50 },
    ],
    ["lag", { Operation: "list", Lists: "2" }, { reads: 2 }],
  ];
  test.each(ENTERED)("of the kind %s are armed by the form", async (kind, entered, armed) => {
    const emulator = await start();
    const page = await open(emulator);
    await page.getByText("None is armed").waitFor();
    await click(page, "Arm a fault…");
    const dialog = page.getByRole("dialog", { name: "Arm a fault" });
    await dialog.getByLabel("Kind").selectOption(kind);
    for (const [label, value] of Object.entries(entered)) {
      const input = dialog.getByLabel(label, { exact: true });
      const isChoice = await isSelect(input);
      await (isChoice ? input.selectOption(value) : input.fill(value));
    }
    await click(dialog, "Arm");
    await said(page, "fault-1 is armed");
    expect(emulator.faults.all()).toMatchObject([{ fault: { kind, ...armed } }]);
    await page.locator("#fault-list").getByText(`${kind}: `).waitFor();
    await click(page, "Clear all");
    await said(page, "No fault is armed");
    expect(emulator.faults.all()).toEqual([]);
    await page.getByText("None is armed").waitFor();
  });

  test("that make no sense are refused with the reason, and the form stays", async () => {
    const emulator = await start();
    const page = await open(emulator);
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
