import {
  call,
  click,
  create,
  pageContent,
  first,
  open,
  rowOf,
  second,
  start,
  stop,
  useBrowser,
} from "./support.ts";

useBrowser();

const numberDigits = [first.slice(1), second.slice(1)];

it("a session shows as soon as it is created, and changes as it does, without a reload", async () => {
  const emulator = await start();
  const page = await open(emulator);
  await page.getByText("No sessions yet").waitFor();
  const sessionUuid = await create(emulator);
  const row = rowOf(page, sessionUuid);
  await row.getByText("active").waitFor();
  await row.getByText(/^(1 h|59 min \d+ s)$/).waitFor();
  await row.getByText("+14155550100").waitFor();
  emulator.sessions.change(sessionUuid, { status: "in-progress", virtual_number: "+14155550199" });
  await row.getByText("in-progress").waitFor();
  await row.getByText("+14155550199").waitFor();
  emulator.clock.advance(1800);
  await row.getByText(/^(30 min|29 min \d+ s)$/).waitFor();
  emulator.clock.advance(1800);
  await row.getByText("expired").waitFor();
  await page.getByText("1 expired").waitFor();
  emulator.sessions.remove(sessionUuid);
  await row.waitFor({ state: "detached" });
});

it("time goes on between changes", async () => {
  const emulator = await start({ now: Date.now });
  const page = await open(emulator);
  const sessionUuid = await create(emulator);
  emulator.sessions.change(sessionUuid, { expiry_time: Date.now() + 3000 });
  await rowOf(page, sessionUuid).getByText("expired").waitFor();
  await page.getByText("1 expired").waitFor();
});

it("numbers are masked to their last two digits until they are revealed, and again when hidden", async () => {
  const emulator = await start();
  const page = await open(emulator);
  const sessionUuid = await create(emulator);
  const row = rowOf(page, sessionUuid);
  await row.getByText("••••••42").waitFor();
  await row.getByText("••••••87").waitFor();
  for (const digits of numberDigits) expect(await pageContent(page)).not.toContain(digits);
  const name = ` the numbers of the session ${sessionUuid.slice(0, 8)}`;
  await click(row, `Reveal${name}`);
  await row.getByText(first).waitFor();
  await row.getByText(second).waitFor();
  await click(row, `Hide${name}`);
  await row.getByText("••••••42").waitFor();
  for (const digits of numberDigits) expect(await pageContent(page)).not.toContain(digits);
});

it("lines of the same virtual number and the same parties have different titles", async () => {
  const emulator = await start();
  const fields = { virtual_number: "+14155550100", expiry_time: Date.parse("2026-03-02T10:00:00Z") };
  for (const [id, second_party, created_time] of [
    ["one", second, "2026-03-01T09:00:00Z"],
    ["two", second, "2026-03-01T09:30:00Z"],
    ["three", "+12025550133", "2026-03-01T09:30:00Z"],
    ["four", null, "2026-03-01T09:30:00Z"],
  ]) {
    emulator.sessions.add({ ...fields, session_uuid: id, first_party: first, second_party, created_time });
  }
  const page = await open(emulator);
  await rowOf(page, "four").waitFor();
  const titles = await page.locator("#session-rows .open").allInnerTexts();
  expect(titles.map((title) => title.replace(/number ending in \d\d|\s+/g, " ").replace(/ +/g, " "))).toEqual(
    [
      "••••••42 – no number yet created 03-01 09:30:00",
      "••••••42 – ••••••33 created 03-01 09:30:00",
      "••••••42 – ••••••87 created 03-01 09:30:00",
      "••••••42 – ••••••87 created 03-01 09:00:00",
    ],
  );
});

it("of several accounts and subaccounts each session's is named", async () => {
  const emulator = await start({ accounts: [{ authId: "MAOTHER", authToken: "other-token" }] });
  const page = await open(emulator);
  await rowOf(page, await create(emulator))
    .getByText("MA-LOCAL-EMULATOR-00")
    .waitFor();
  await rowOf(page, await create(emulator, { subaccount: "SAMINE" }))
    .getByText("MA-LOCAL-EMULATOR-00 · SAMINE")
    .waitFor();
});

it("the filter leaves what it matches, wherever on the pages it is", async () => {
  const emulator = await start();
  const wanted = await create(emulator, { second_party: "+12025550133" });
  for (let index = 0; index < 60; index += 1) await create(emulator);
  const page = await open(emulator);
  await page.getByText("1–50 of 61").waitFor();
  await page.getByLabel("Filter").fill("12025550133");
  await rowOf(page, wanted).waitFor();
  expect(await page.locator("#session-rows tr").count()).toBe(1);
  await page.getByLabel("Filter").fill("nothing");
  await page.getByText("No session matches the filter").waitFor();
  await page.getByLabel("Filter").fill("");
  await page.getByText("1–50 of 61").waitFor();
});

it("of 10,000 sessions a page shows 50, and leads to the older ones and back", async () => {
  const emulator = await start();
  for (let index = 0; index < 10_000; index += 1) {
    emulator.sessions.add({
      session_uuid: `session-${index}`,
      virtual_number: "+14155550100",
      first_party: first,
      expiry_time: Date.parse("2026-03-02T10:00:00Z"),
    });
  }
  const page = await open(emulator);
  await page.getByText("1–50 of 10,000").waitFor();
  await page.getByText("10,000 active").waitFor();
  expect(await page.locator("#session-rows tr").count()).toBe(50);
  expect(await page.locator("#session-rows tr").first().getAttribute("data-key")).toBe("session-9999");
  await click(page, "Older");
  await page.getByText("51–100 of 10,000").waitFor();
  await click(page, "Newer");
  await page.getByText("1–50 of 10,000").waitFor();
});

it("the last page is shown where the one that was open is gone", async () => {
  const emulator = await start();
  for (let index = 0; index < 51; index += 1) await create(emulator);
  const page = await open(emulator);
  await click(page, "Older");
  await page.getByText("51–51 of 51").waitFor();
  const oldest = emulator.sessions.all()[0]?.session_uuid ?? "";
  emulator.sessions.remove(oldest);
  await rowOf(page, emulator.sessions.all().at(-1)?.session_uuid ?? "").waitFor();
  expect(await page.locator("#session-rows tr").count()).toBe(50);
});

it("what a session holds is text, never markup", async () => {
  const emulator = await start();
  const sessionUuid = await create(emulator);
  const hostile = '<img src=x onerror="document.title=1"><b>bold</b>';
  emulator.sessions.change(sessionUuid, { callback_url: hostile, status: hostile, subaccount: hostile });
  await call(emulator, "POST", `/${sessionUuid}`, { callback_url: hostile });
  const page = await open(emulator, sessionUuid);
  await page.locator("#session-facts").getByText(hostile).waitFor();
  await rowOf(page, sessionUuid).getByText(hostile).first().waitFor();
  await page.locator("#timeline summary").first().click();
  await page.locator("#timeline pre").first().getByText("onerror").waitFor();
  expect(await page.locator("main img, main b").count()).toBe(0);
  expect(await page.title()).toBe("Plivo masking emulator");
});

it("the page says when the emulator is away, and catches up when it is back", async () => {
  const emulator = await start();
  const page = await open(emulator);
  const port = Number(new URL(emulator.endpoint).port);
  await stop(emulator);
  await page.getByText("not connected").waitFor();
  const again = await start({ port });
  const sessionUuid = await create(again);
  await page.getByText("live", { exact: true }).waitFor();
  await rowOf(page, sessionUuid).waitFor();
});
