import {
  call,
  click,
  create,
  open,
  openerOf,
  rowOf,
  hasFocus,
  start,
  styleOf,
  useBrowser,
  violations,
} from "./support.ts";

useBrowser();

/** An emulator with an example of everything that the page can show. */
async function openExample() {
  const emulator = await start({ accounts: [{ authId: "MAOTHER", authToken: "other-token" }] });
  const sessionUuid = await create(emulator);
  await create(emulator, { subaccount: "SAMINE" });
  emulator.sessions.change(await create(emulator), { status: "expired" });
  emulator.sessions.change(await create(emulator), { status: "in-progress" });
  await call(emulator, "POST", `/${sessionUuid}`, { subaccount: "SAMINE" });
  await call(emulator, "POST", `/${sessionUuid}`, { record: true });
  emulator.faults.arm({ kind: "status", status: 503, operation: "get", when: "after" });
  await call(emulator, "GET", `/${sessionUuid}`);
  return { emulator, sessionUuid };
}

const dialogs = ["Advance by…", "Arm a fault…", "Change a field…", "Place a call…", "Remove…"];

describe("axe finds nothing wrong, in light and dark,", () => {
  it("with no session there", async () => {
    expect(await violations(await open(await start()))).toEqual([]);
  });

  it("with a session open, folded and unfolded, masked and revealed, and in each dialog", async () => {
    const { emulator, sessionUuid } = await openExample();
    const page = await open(emulator, sessionUuid);
    await page.locator("#timeline").getByText("Update refused (400)").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByText("All fields").click();
    for (const summary of await page.locator("#timeline summary").all()) await summary.click();
    await click(page, "Reveal numbers and PINs");
    expect(await violations(page)).toEqual([]);
    for (const name of dialogs) {
      const button = page.getByRole("button", { name, exact: true });
      await button.click();
      await page.getByRole("dialog").waitFor();
      expect([name, await violations(page, "dialog")]).toEqual([name, []]);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      expect([name, await hasFocus(button)]).toEqual([name, true]);
    }
  });

  it("at 400 pixels, where nothing is wider than the page", async () => {
    const { emulator, sessionUuid } = await openExample();
    const page = await open(emulator, sessionUuid, { viewport: { width: 400, height: 800 } });
    await page.locator("#session-uuid").getByText(sessionUuid).waitFor();
    expect(await violations(page)).toEqual([]);
    const width = () => page.evaluate("document.documentElement.scrollWidth");
    expect(await width()).toBe(400);
    for (const name of dialogs) {
      if (name === "Arm a fault…") await click(page, "Back to the sessions");
      if (name === "Change a field…") await openerOf(page, sessionUuid).click();
      await click(page, name);
      await page.getByRole("dialog").waitFor();
      expect([name, await width()]).toEqual([name, 400]);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
  });
});

it("at 400 pixels opening a session shows it in place of the list, with a way back", async () => {
  const emulator = await start();
  for (let index = 0; index < 30; index += 1) await create(emulator);
  const sessionUuid = emulator.sessions.all()[0]?.session_uuid ?? "";
  const page = await open(emulator, undefined, { viewport: { width: 400, height: 800 } });
  await openerOf(page, sessionUuid).click();
  const button = page.getByRole("button", { name: "Place a call…" });
  await button.waitFor();
  const box = await button.boundingBox();
  expect(box?.y).toBeGreaterThanOrEqual(0);
  expect(box?.y).toBeLessThan(700);
  expect(await page.locator("#sessions").isVisible()).toBe(false);
  await click(page, "Back to the sessions");
  expect(await hasFocus(openerOf(page, sessionUuid))).toBe(true);
  expect(await page.locator("#session-parts").isVisible()).toBe(false);
  await page.goBack();
  await button.waitFor();
  await page.goBack();
  await openerOf(page, sessionUuid).waitFor();
});

describe("without a mouse", () => {
  it("a session is reached, opened and ended", async () => {
    const emulator = await start();
    const sessionUuid = await create(emulator);
    const page = await open(emulator);
    await rowOf(page, sessionUuid).waitFor();
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").innerText()).toBe("Skip to the sessions");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").getAttribute("id")).toBe("query");
    await page.keyboard.press("Tab");
    expect(await hasFocus(openerOf(page, sessionUuid))).toBe(true);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Session of +14155550100" }).waitFor();
    await page.getByRole("button", { name: "Expire", exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "expired" }).waitFor();
    expect(emulator.sessions.get(sessionUuid)?.status).toBe("expired");
  });

  it("three keystrokes lead from a session to its buttons, with 50 sessions, and one back to its line", async () => {
    const emulator = await start();
    const ids: string[] = [];
    for (let index = 0; index < 50; index += 1) ids.unshift(await create(emulator));
    const page = await open(emulator);
    const opener = openerOf(page, ids[20] ?? "");
    await opener.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Place a call…" }).waitFor();
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").innerText()).toBe("Back to the sessions");
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").innerText()).toBe("Place a call…");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await page.getByText("No session is open").waitFor();
    expect(await hasFocus(opener)).toBe(true);
  });

  it("the focus stays where it is while sessions come, change and go", async () => {
    const emulator = await start();
    const older = await create(emulator);
    const sessionUuid = await create(emulator);
    const page = await open(emulator);
    const button = rowOf(page, sessionUuid).getByRole("button").last();
    await button.focus();
    const focused = () => hasFocus(button);
    const newer = await create(emulator);
    await rowOf(page, newer).waitFor();
    emulator.sessions.change(sessionUuid, { status: "in-progress" });
    await rowOf(page, sessionUuid).getByText("in-progress").waitFor();
    emulator.sessions.remove(older);
    await rowOf(page, older).waitFor({ state: "detached" });
    emulator.sessions.remove(newer);
    await rowOf(page, newer).waitFor({ state: "detached" });
    expect(await focused()).toBe(true);
    emulator.sessions.remove(sessionUuid);
    await rowOf(page, sessionUuid).waitFor({ state: "detached" });
    expect(await page.locator(":focus").getAttribute("id")).toBe("sessions");
  });

  it("what is in focus is to be seen", async () => {
    const page = await open(await start());
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await styleOf(page.locator(":focus"), "outline-width")).toBe("3px");
  });
});

it.each([
  ["reduce", "0s"],
  ["no-preference", "0.4s"],
] as const)("with motion %s the bars move in %s", async (reducedMotion, duration) => {
  const emulator = await start();
  await create(emulator);
  const page = await open(emulator, undefined, { reducedMotion });
  const bar = page.locator(".bar div").first();
  await bar.waitFor({ state: "attached" });
  expect(await styleOf(bar, "transition-duration")).toBe(duration);
});
