import { call, start, startTime } from "../emulator/support.ts";
import { click, create, pageContent, first, open, rowOf, second, useBrowser } from "./support.ts";

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
  let now = startTime;
  const emulator = await start({ now: () => now });
  const sessionUuid = await create(emulator);
  const page = await open(emulator, undefined, {}, (opened) => opened.clock.install());
  await rowOf(page, sessionUuid).getByText("active").waitFor();
  now += 3_600_000;
  await page.clock.fastForward(3_600_000);
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

it("lines of the same virtual number and the same parties differ, and name account and subaccount", async () => {
  const emulator = await start({ accounts: [{ authId: "MAOTHER", authToken: "other-token" }] });
  const common = { virtual_number: "+14155550100", expiry_time: "2026-03-02T10:00:00Z", first_party: first };
  for (const [session_uuid, second_party, created_time, subaccount] of [
    ["one", second, "2026-03-01T09:00:00Z", null],
    ["two", second, "2026-03-01T09:30:00Z", null],
    ["three", "+12025550133", "2026-03-01T09:30:00Z", null],
    ["four", null, "2026-03-01T09:30:00Z", "SAMINE"],
  ]) {
    emulator.sessions.add({ ...common, session_uuid, second_party, created_time, subaccount });
  }
  const page = await open(emulator);
  await rowOf(page, "four").getByText("four · MA-LOCAL-EMULATOR-00 · SAMINE").waitFor();
  await rowOf(page, "one").getByText("one · MA-LOCAL-EMULATOR-00", { exact: true }).waitFor();
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

it("of many sessions a page shows 50, and a filter leaves what it matches, wherever it is", async () => {
  const emulator = await start();
  const common = { virtual_number: "+14155550100", expiry_time: "2026-03-02T10:00:00Z" };
  for (let index = 1; index <= 1051; index += 1) {
    const first_party = index <= 51 ? "+12025550133" : first;
    emulator.sessions.add({ ...common, session_uuid: `session-${index}`, first_party });
  }
  const page = await open(emulator);
  const rows = page.locator("#session-rows tr");
  await page.getByText("1–50 of 1,051").waitFor();
  await page.getByText("1,051 active").waitFor();
  expect(await rows.count()).toBe(50);
  expect(await rows.first().getAttribute("data-key")).toBe("session-1051");
  await click(page, "Older");
  await page.getByText("51–100 of 1,051").waitFor();
  await page.getByLabel("Filter").fill("12025550133");
  await page.getByText("1–50 of 51").waitFor();
  await click(page, "Older");
  await page.getByText("51–51 of 51").waitFor();
  emulator.sessions.remove("session-1");
  // The page that was open is gone.
  await page.getByText("1–50 of 50").waitFor({ state: "attached" });
  await page.getByLabel("Filter").fill("nothing");
  await page.getByText("No session matches the filter").waitFor();
  await page.getByLabel("Filter").fill("");
  await page.getByText("1–50 of 1,050").waitFor();
  await click(page, "Older");
  await click(page, "Newer");
  await page.getByText("1–50 of 1,050").waitFor();
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
  await emulator.close();
  await page.getByText("not connected").waitFor();
  const again = await start({ port });
  const sessionUuid = await create(again);
  await page.getByText("live", { exact: true }).waitFor();
  await rowOf(page, sessionUuid).waitFor();
});
