import { call, start } from "../emulator/support.ts";
import {
  click,
  create,
  pageContent,
  first,
  givenPins,
  open,
  openDialog,
  openerOf,
  rowOf,
  waitForMessage,
  second,
  useBrowser,
} from "./support.ts";

useBrowser();

it("a session's number opens it, with its fields, and the address keeps it over a reload", async () => {
  const emulator = await start();
  const sessionUuid = await create(emulator, { callback_url: "https://a.test/events" });
  const other = await create(emulator);
  const page = await open(emulator);
  await page.getByText("Open a session to see").waitFor();
  await openerOf(page, sessionUuid).click();
  await page.getByRole("heading", { name: "Session of +14155550100, active" }).waitFor();
  await page.locator("#session-uuid").getByText(sessionUuid).waitFor();
  await page.locator("#session-facts").getByText("https://a.test/events").waitFor();
  expect(await rowOf(page, sessionUuid).getByRole("button").first().getAttribute("aria-current")).toBe(
    "true",
  );
  await page.getByText("All fields").click();
  const fields = await page.locator("#session-fields dt").allInnerTexts();
  expect(fields.sort()).toEqual(Object.keys(emulator.sessions.get(sessionUuid) ?? {}).sort());
  await page.reload();
  await page.locator("#session-uuid").getByText(sessionUuid).waitFor();
  await openerOf(page, other).click();
  await page.locator("#session-uuid").getByText(other).waitFor();
});

it("the timeline shows the session's requests, newest first, with what faults did, as they come", async () => {
  const emulator = await start();
  const sessionUuid = await create(emulator);
  const page = await open(emulator, sessionUuid);
  const timeline = page.locator("#timeline");
  await timeline.getByText("Created (201)").click();
  await timeline.locator("pre").getByText('"session_expiry": 3600').waitFor();
  emulator.clock.advance(60);
  await call(emulator, "POST", `/${sessionUuid}`, { record: true });
  await timeline.getByText("Updated (200)").waitFor();
  emulator.faults.arm({ kind: "status", status: 503, operation: "get", when: "after" });
  await call(emulator, "GET", `/${sessionUuid}`);
  await call(emulator, "POST", `/${sessionUuid}`, { subaccount: "SAMINE" });
  await call(emulator, "DELETE", `/${sessionUuid}`);
  await timeline.getByText("Expired (200)").waitFor();
  expect(await timeline.locator(".title").allInnerTexts()).toEqual([
    "Expired (200)",
    "Update refused (400): Invalid parameter. subaccount cannot be updated.",
    "Read (200); the client got 503 (fault-1)",
    "Updated (200)",
    "Created (201)",
  ]);
  await page.getByRole("heading", { name: "expired" }).waitFor();
  // The entry that was opened is still open.
  expect(await timeline.locator("pre").last().isVisible()).toBe(true);
});

it("numbers and PINs are masked in the fields and in the bodies of requests, until they are revealed", async () => {
  const emulator = await start();
  const sessionUuid = await create(emulator, givenPins);
  await call(emulator, "POST", `/${sessionUuid}`, {
    callback_url: `https://a.test/${first.slice(1)}?to=%2B${second.slice(1)}`,
  });
  const page = await open(emulator, sessionUuid);
  await page.locator("#timeline").getByText("Updated (200)").waitFor();
  const secrets = [first.slice(1), second.slice(1), "428613", "975204"];
  for (const secret of secrets) expect(await pageContent(page)).not.toContain(secret);
  await click(page, "Reveal numbers and PINs");
  await page.locator("#session-facts").getByText(first, { exact: true }).waitFor();
  await page.locator("#timeline").getByText("Created (201)").click();
  await page.locator("#timeline pre").getByText('"first_party_pin": "428613"').last().waitFor();
  for (const secret of secrets) expect(await pageContent(page)).toContain(secret);
  await click(page, "Hide numbers and PINs");
  await page.locator("#timeline pre").getByText('"first_party": "••••••42"').last().waitFor();
  for (const secret of secrets) expect(await pageContent(page)).not.toContain(secret);
});

it("a field can be changed by a form, which does not hold secrets and shows why a value is refused", async () => {
  const emulator = await start();
  const sessionUuid = await create(emulator, { ...givenPins, callback_url: "https://a.test/events" });
  const page = await open(emulator, sessionUuid);
  let dialog = await openDialog(page, "Change a field…");
  const value = () => dialog.getByLabel("New value");
  for (const [field, shown] of [
    ["first_party", ""],
    ["second_party", ""],
    ["first_party_pin", ""],
    ["second_party_pin", ""],
    ["ring_timeout", "45"],
  ] as const) {
    await dialog.getByLabel("Field").selectOption(field);
    expect([field, await value().inputValue()]).toEqual([field, shown]);
  }
  for (const [field, enter] of [
    ["ring_timeout", () => value().fill("77")],
    ["record", () => value().selectOption("true")],
    ["first_party", () => value().fill("+12025550111")],
    ["callback_url", () => value().fill("")],
    ["status", () => value().selectOption("in-progress")],
  ] as const) {
    await dialog.getByLabel("Field").selectOption(field);
    await enter();
    await click(dialog, "Change");
    await waitForMessage(page, `Changed ${field}`);
    dialog = await openDialog(page, "Change a field…");
  }
  await dialog.getByLabel("Field").selectOption("expiry_time");
  await value().fill("soon");
  await click(dialog, "Change");
  await dialog.getByRole("alert").getByText("expiry_time takes milliseconds").waitFor();
  await click(dialog, "Cancel");
  await dialog.waitFor({ state: "detached" });
  expect(emulator.sessions.get(sessionUuid)).toMatchObject({
    ring_timeout: 77,
    record: true,
    first_party: "12025550111",
    callback_url: "",
    expiry_time: "2026-03-01 11:00:00 +0000 UTC",
    status: "in-progress",
  });
});

it("a session is expired, and removed after a confirmation", async () => {
  const emulator = await start();
  const sessionUuid = await create(emulator);
  const page = await open(emulator, sessionUuid);
  await click(page, "Expire");
  await waitForMessage(page, "Expired the session");
  await click(await openDialog(page, "Remove…"), "Cancel");
  expect(emulator.sessions.get(sessionUuid)?.status).toBe("expired");
  await click(await openDialog(page, "Remove…"), "Remove");
  await waitForMessage(page, "Removed the session");
  expect(emulator.sessions.get(sessionUuid)).toBeUndefined();
  await page.getByText("no longer has this session").waitFor();
});
