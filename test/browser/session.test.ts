import {
  call,
  click,
  create,
  pageContent,
  first,
  open,
  openerOf,
  rowOf,
  waitForMessage,
  second,
  start,
  useBrowser,
} from "./support.ts";

useBrowser();

/** Opens a dialog of the session by a button. */
async function dialogOf(page: Awaited<ReturnType<typeof open>>, button: string) {
  await click(page, button);
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  return dialog;
}

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
  const titles = () => page.locator("#timeline .title").allInnerTexts();
  emulator.clock.advance(60);
  await call(emulator, "POST", `/${sessionUuid}`, { record: true });
  await page.locator("#timeline").getByText("Updated (200)").waitFor();
  emulator.faults.arm({ kind: "status", status: 503, operation: "get", when: "after" });
  await call(emulator, "GET", `/${sessionUuid}`);
  await page.locator("#timeline").getByText("Read (200); the client got 503 (fault-1)").waitFor();
  await call(emulator, "POST", `/${sessionUuid}`, { subaccount: "SAMINE" });
  await page.locator("#timeline").getByText("Update refused (400)").waitFor();
  await call(emulator, "DELETE", `/${sessionUuid}`);
  await page.locator("#timeline").getByText("Expired (200)").waitFor();
  expect(await titles()).toEqual([
    "Expired (200)",
    "Update refused (400): Invalid parameter. subaccount cannot be updated.",
    "Read (200); the client got 503 (fault-1)",
    "Updated (200)",
    "Created (201)",
  ]);
  await page.getByRole("heading", { name: "expired" }).waitFor();
});

it("an open timeline entry stays open when more entries come", async () => {
  const emulator = await start();
  const sessionUuid = await create(emulator);
  const page = await open(emulator, sessionUuid);
  await page.locator("#timeline").getByText("Created (201)").click();
  await page.locator("#timeline pre").getByText('"session_expiry": 3600').waitFor();
  await call(emulator, "GET", `/${sessionUuid}`);
  await page.locator("#timeline").getByText("Read (200)").waitFor();
  expect(await page.locator("#timeline pre").last().isVisible()).toBe(true);
});

it("numbers and PINs are masked in the fields and in the bodies of requests, until they are revealed", async () => {
  const emulator = await start();
  const pins = { generate_pin: false, first_party_pin: "428613", second_party_pin: "975204" };
  const sessionUuid = await create(emulator, pins);
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

it("a field can be changed without the API, and a wrong value is rejected with the reason", async () => {
  const emulator = await start();
  const sessionUuid = await create(emulator);
  const page = await open(emulator, sessionUuid);
  const change = async (
    field: string,
    fill: (dialog: Awaited<ReturnType<typeof dialogOf>>) => Promise<unknown>,
  ) => {
    const dialog = await dialogOf(page, "Change a field…");
    await dialog.getByLabel("Field").selectOption(field);
    await fill(dialog);
    await click(dialog, "Change");
    return dialog;
  };
  const written = (text: string) => (dialog: Awaited<ReturnType<typeof dialogOf>>) =>
    dialog.getByLabel("New value").fill(text);
  const chosen = (text: string) => (dialog: Awaited<ReturnType<typeof dialogOf>>) =>
    dialog.getByLabel("New value").selectOption(text);
  await change("ring_timeout", written("77"));
  await waitForMessage(page, "Changed ring_timeout");
  await change("record", chosen("true"));
  await waitForMessage(page, "Changed record");
  await change("first_party", written("+12025550111"));
  await waitForMessage(page, "Changed first_party");
  await change("callback_url", written(""));
  await waitForMessage(page, "Changed callback_url");
  await change("expiry_time", written("2026-03-01T15:00:00Z"));
  await waitForMessage(page, "Changed expiry_time");
  await change("status", chosen("in-progress"));
  await waitForMessage(page, "Changed status");
  expect(emulator.sessions.get(sessionUuid)).toMatchObject({
    ring_timeout: 77,
    record: true,
    first_party: "12025550111",
    callback_url: "",
    expiry_time: "2026-03-01 15:00:00 +0000 UTC",
    status: "in-progress",
  });
  const dialog = await change("expiry_time", written("soon"));
  await dialog.getByRole("alert").getByText("expiry_time takes milliseconds").waitFor();
  await click(dialog, "Cancel");
  await dialog.waitFor({ state: "detached" });
  expect(emulator.sessions.get(sessionUuid)?.expiry_time).toBe("2026-03-01 15:00:00 +0000 UTC");
});

it("the form of a change does not hold what is secret", async () => {
  const emulator = await start();
  const sessionUuid = await create(emulator, {
    generate_pin: false,
    first_party_pin: "428613",
    second_party_pin: "975204",
  });
  const page = await open(emulator, sessionUuid);
  const dialog = await dialogOf(page, "Change a field…");
  for (const field of ["first_party", "second_party", "first_party_pin", "second_party_pin"]) {
    await dialog.getByLabel("Field").selectOption(field);
    expect(await dialog.getByLabel("New value").inputValue()).toBe("");
  }
  await dialog.getByLabel("Field").selectOption("ring_timeout");
  expect(await dialog.getByLabel("New value").inputValue()).toBe("45");
});

it("a session can be expired", async () => {
  const emulator = await start();
  const sessionUuid = await create(emulator);
  const page = await open(emulator, sessionUuid);
  await click(page, "Expire");
  await waitForMessage(page, "Expired the session");
  expect(emulator.sessions.get(sessionUuid)?.status).toBe("expired");
  await page.getByRole("heading", { name: "expired" }).waitFor();
  expect(await page.getByRole("button", { name: "Expire", exact: true }).isDisabled()).toBe(true);
});

it("a session is removed after a confirmation", async () => {
  const emulator = await start();
  const sessionUuid = await create(emulator);
  const page = await open(emulator, sessionUuid);
  await click(await dialogOf(page, "Remove…"), "Cancel");
  expect(emulator.sessions.get(sessionUuid)).toBeDefined();
  await click(await dialogOf(page, "Remove…"), "Remove");
  await waitForMessage(page, "Removed the session");
  expect(emulator.sessions.get(sessionUuid)).toBeUndefined();
  await page.getByText("no longer has this session").waitFor();
});
