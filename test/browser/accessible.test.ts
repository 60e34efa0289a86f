import type { Page } from "playwright-core";
import { call, start } from "../emulator/support.ts";
import {
  click,
  create,
  darkViolations,
  hasFocus,
  open,
  openDialog,
  openerOf,
  rowOf,
  styleOf,
  useBrowser,
  violations,
} from "./support.ts";

useBrowser();

const dialogs = ["Advance by…", "Arm a fault…", "Change a field…", "Place a call…", "Remove…"];

/** An emulator with an example of everything that the page can show. */
async function startExample() {
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

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

/** The name of the button in focus. */
function focused(page: Page): Promise<string> {
  return page.locator(":focus").innerText();
}

describe("axe finds nothing wrong", () => {
  it("with no session there", async () => {
    expect(await violations(await open(await start()))).toEqual([]);
  });

  it("with a session open, unfolded and revealed, in light and dark, and in each dialog", async () => {
    const { emulator, sessionUuid } = await startExample();
    const page = await open(emulator, sessionUuid);
    await page.locator("#timeline").getByText("Update refused (400)").waitFor();
    await page.getByText("All fields").click();
    for (const summary of await page.locator("#timeline summary").all()) await summary.click();
    await click(page, "Reveal numbers and PINs");
    expect([await violations(page), await darkViolations(page)]).toEqual([[], []]);
    for (const name of dialogs) {
      await openDialog(page, name);
      expect([name, await violations(page, "dialog")]).toEqual([name, []]);
      if (["Place a call…", "Remove…"].includes(name))
        expect(await darkViolations(page, "dialog")).toEqual([]);
      await closeDialog(page);
      expect([name, await focused(page)]).toEqual([name, name]);
    }
  });
});

it("at 400 pixels a session shows in place of the list, with a way back, and nothing is wider", async () => {
  const { emulator, sessionUuid } = await startExample();
  for (let index = 0; index < 30; index += 1) await create(emulator);
  const page = await open(emulator, undefined, { viewport: { width: 400, height: 800 } });
  const width = () => page.evaluate("document.documentElement.scrollWidth");
  await openerOf(page, sessionUuid).click();
  const button = page.getByRole("button", { name: "Place a call…" });
  await button.waitFor();
  const box = await button.boundingBox();
  expect(box?.y).toBeGreaterThanOrEqual(0);
  expect(box?.y).toBeLessThan(700);
  expect(await page.locator("#sessions").isVisible()).toBe(false);
  await page.locator("#timeline").getByText("Update refused (400)").waitFor();
  // Here everything is folded and masked.
  expect(await violations(page)).toEqual([]);
  expect(await width()).toBe(400);
  for (const name of dialogs) {
    if (name === "Arm a fault…") await click(page, "Back to the sessions");
    if (name === "Change a field…") await openerOf(page, sessionUuid).click();
    await openDialog(page, name);
    expect([name, await width()]).toEqual([name, 400]);
    await closeDialog(page);
  }
  await click(page, "Back to the sessions");
  expect(await hasFocus(openerOf(page, sessionUuid))).toBe(true);
  expect(await page.locator("#session-parts").isVisible()).toBe(false);
  await page.goBack();
  await button.waitFor();
  await page.goBack();
  await openerOf(page, sessionUuid).waitFor();
});

describe("without a mouse", () => {
  it("a session is reached, opened, left and expired, and what is in focus is to be seen", async () => {
    const emulator = await start();
    const [sessionUuid] = [await create(emulator), await create(emulator)];
    const page = await open(emulator);
    await rowOf(page, sessionUuid).waitFor();
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Skip to the sessions");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").getAttribute("id")).toBe("query");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await hasFocus(openerOf(page, sessionUuid))).toBe(true);
    expect(await styleOf(page.locator(":focus"), "outline-width")).toBe("3px");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Session of +14155550100" }).waitFor();
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Back to the sessions");
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Place a call…");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await page.getByText("No session is open").waitFor();
    expect(await hasFocus(openerOf(page, sessionUuid))).toBe(true);
    await page.keyboard.press("Enter");
    const expire = page.getByRole("button", { name: "Expire", exact: true });
    await expire.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "expired" }).waitFor();
    expect(emulator.sessions.get(sessionUuid)?.status).toBe("expired");
    expect(await expire.isDisabled()).toBe(true);
  });

  it("the focus stays where it is while sessions come, change and go", async () => {
    const emulator = await start();
    const older = await create(emulator);
    const sessionUuid = await create(emulator);
    const page = await open(emulator);
    const button = rowOf(page, sessionUuid).getByRole("button").last();
    await button.focus();
    const newer = await create(emulator);
    await rowOf(page, newer).waitFor();
    emulator.sessions.change(sessionUuid, { status: "in-progress" });
    await rowOf(page, sessionUuid).getByText("in-progress").waitFor();
    for (const other of [older, newer]) {
      emulator.sessions.remove(other);
      await rowOf(page, other).waitFor({ state: "detached" });
    }
    expect(await hasFocus(button)).toBe(true);
    emulator.sessions.remove(sessionUuid);
    await rowOf(page, sessionUuid).waitFor({ state: "detached" });
    expect(await page.locator(":focus").getAttribute("id")).toBe("sessions");
  });
});

it("the bars move as the browser's setting for motion says", async () => {
  const emulator = await start();
  await create(emulator);
  const page = await open(emulator);
  const bar = page.locator(".bar div").first();
  await bar.waitFor({ state: "attached" });
  expect(await styleOf(bar, "transition-duration")).toBe("0s");
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await styleOf(bar, "transition-duration")).toBe("0.4s");
});
