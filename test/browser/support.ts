import AxeBuilder from "@axe-core/playwright";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";
import type { Emulator } from "../../emulator/index.ts";
import { closeAfterTest, create as createSession } from "../emulator/support.ts";
import { addressVariable } from "./chromium.ts";

/** Two parties with different last digits. */
export const first = "+12025550142";
export const second = "+12025550187";
export const givenPins = { generate_pin: false, first_party_pin: "428613", second_party_pin: "975204" };

/** The timeout for the page's own actions on a busy machine. */
const patienceMs = 20_000;

let browser: Browser;
/** Errors and warnings of pages since the last test. */
let complaints: string[] = [];

/** Connects to the run's browser, and fails each test whose pages complain. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await chromium.connect(process.env[addressVariable] ?? "");
  });
  afterEach(() => {
    const heard = complaints;
    complaints = [];
    expect(heard).toEqual([]);
  });
  afterAll(() => browser.close());
}

/** Opens a blank page and closes it after the test. */
export async function newPage(look: Look = {}): Promise<Page> {
  const context = await browser.newContext(look);
  closeAfterTest(() => context.close());
  return context.newPage();
}

export type Look = NonNullable<Parameters<Browser["newContext"]>[0]>;

/**
 * Opens the emulator's console, optionally with a session. `prepare` runs before that. Errors and warnings of
 * the page fail the test.
 */
export async function open(
  emulator: Emulator,
  sessionUuid?: string,
  look: Look = {},
  prepare: (page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<Page> {
  const page = await newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...look });
  page.setDefaultTimeout(patienceMs);
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => {
    // Chromium logs each error response and each lost connection. Tests check what the page does with them.
    const isAboutAnswer = message.text().startsWith("Failed to load resource");
    if (["error", "warning"].includes(message.type()) && !isAboutAnswer) complaints.push(message.text());
  });
  await prepare(page);
  await page.goto(`${emulator.endpoint}/${sessionUuid === undefined ? "" : `#session=${sessionUuid}`}`);
  await page.getByText("live", { exact: true }).waitFor();
  if (sessionUuid !== undefined) await page.locator("#timeline li").first().waitFor();
  return page;
}

/** Creates a session of the two parties with generated PINs and returns its UUID. */
export function create(emulator: Emulator, more: object = {}): Promise<string> {
  const pins = {
    is_pin_authentication_required: true,
    generate_pin: true,
    pin_prompt_play: "https://a.test/p.mp3",
  };
  const fields = { first_party: first, second_party: second, session_expiry: 3600 };
  return createSession(emulator, { ...fields, ...pins, ...more });
}

/** A session's row in the table. */
export function rowOf(page: Page, sessionUuid: string): Locator {
  return page.locator(`tr[data-key="${sessionUuid}"]`);
}

/** Clicks the button with this name. */
export async function click(within: Page | Locator, name: string): Promise<void> {
  await within.getByRole("button", { name, exact: true }).click();
}

/** The button in a session's row that opens it. */
export function openerOf(page: Page, sessionUuid: string): Locator {
  return rowOf(page, sessionUuid).getByRole("button").first();
}

/** Opens a dialog by this button. */
export async function openDialog(page: Page, button: string): Promise<Locator> {
  await click(page, button);
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  return dialog;
}

/** Waits until a card shows this message. */
export async function waitForMessage(page: Page, text: string): Promise<void> {
  await page.locator(".message").getByText(text).waitFor();
}

/** Whether an element matches a selector. */
export async function isMatching(element: Locator, selector: string): Promise<boolean> {
  return (await element.and(element.page().locator(selector)).count()) === 1;
}

export function hasFocus(element: Locator): Promise<boolean> {
  return isMatching(element, ":focus");
}

/** A property of an element's computed style. */
export function styleOf(element: Locator, property: string): Promise<string> {
  return element.evaluate((found, name) => {
    const { getComputedStyle } = globalThis as unknown as {
      getComputedStyle(target: unknown): { getPropertyValue(name: string): string };
    };
    return getComputedStyle(found).getPropertyValue(name);
  }, property);
}

/**
 * The accessibility violations that axe finds: rule and place.
 *
 * @param within the part to check. Default: the page.
 */
export async function violations(page: Page, within = ":root"): Promise<string[]> {
  return describeAll(await axe(page, within).analyze());
}

/** The violations in dark mode. Only colours differ, so only the contrast is checked. */
export async function darkViolations(page: Page, within = ":root"): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "dark" });
  const found = await axe(page, within).withRules(["color-contrast"]).analyze();
  await page.emulateMedia({ colorScheme: "light" });
  return describeAll(found);
}

function axe(page: Page, within: string): AxeBuilder {
  // There are no frames, so axe needs no page of its own.
  return new AxeBuilder({ page }).include(within).setLegacyMode();
}

function describeAll({ violations: found }: Awaited<ReturnType<AxeBuilder["analyze"]>>): string[] {
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
}

/** The whole content of the page, hidden or not: texts, attributes and values of fields. */
export async function pageContent(page: Page): Promise<string> {
  const markup = await page.content();
  const values = await page
    .locator("input, select")
    .evaluateAll((inputs) => inputs.map((input) => (input as unknown as { value: string }).value));
  return [markup, ...values].join("\n");
}
