import AxeBuilder from "@axe-core/playwright";
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from "playwright-core";
import { startEmulator, type Emulator, type EmulatorOptions } from "../../emulator/index.ts";
import { addressVariable } from "./chromium.ts";

/** Two parties with different last digits. */
export const first = "+12025550142";
export const second = "+12025550187";
export const startTime = Date.parse("2026-03-01T10:00:00.000Z");

/** The timeout for the page's own actions on a busy machine. */
const patienceMs = 20_000;

let browser: Browser;
const running: Emulator[] = [];
const contexts: BrowserContext[] = [];
/** Errors and warnings of pages since the last test. */
let complaints: string[] = [];

/** Connects to the run's browser. Closes its pages and emulators after each test. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await chromium.connect(process.env[addressVariable] ?? "");
  });
  afterEach(async () => {
    await closeAll(contexts.splice(0), running.splice(0));
    const heard = complaints;
    complaints = [];
    expect(heard).toEqual([]);
  });
  afterAll(() => browser.close());
}

/** Shares what `prepare` opens between all tests of a `describe`. */
export function share<Shared>(prepare: () => Promise<Shared>): () => Shared {
  let shared: Shared;
  let opened: [BrowserContext[], Emulator[]];
  beforeAll(async () => {
    shared = await prepare();
    opened = [contexts.splice(0), running.splice(0)];
  });
  afterAll(() => closeAll(...opened));
  return () => shared;
}

async function closeAll(pages: BrowserContext[], emulators: Emulator[]): Promise<void> {
  await Promise.all(pages.map((context) => context.close()));
  await Promise.all(emulators.map((emulator) => emulator.close()));
}

/** A new blank page. */
export async function newPage(look: Look = {}): Promise<Page> {
  const context = await browser.newContext(look);
  contexts.push(context);
  return context.newPage();
}

/** An emulator with a clock that does not advance by itself. */
export async function start(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({ now: () => startTime, ...options });
  running.push(emulator);
  return emulator;
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

/** Stops an emulator in the middle of a test. */
export async function stop(emulator: Emulator): Promise<void> {
  running.splice(running.indexOf(emulator), 1);
  await emulator.close();
}

/** Sends a request to the API with the account's credentials and returns its body. */
export async function call(
  { endpoint, authId, authToken }: Emulator,
  method: string,
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const headers: Record<string, string> = {
    authorization: `Basic ${Buffer.from(`${authId}:${authToken}`).toString("base64")}`,
  };
  const init: RequestInit = { method, headers };
  if (body !== undefined) {
    headers["content-type"] = "application/json";
    init.body = JSON.stringify(body);
  }
  const response = await fetch(`${endpoint}/v1/Account/${authId}/Masking/Session${path}`, init);
  return (await response.json()) as Record<string, unknown>;
}

/** Creates a session of the two parties with generated PINs and returns its UUID. */
export async function create(emulator: Emulator, more: object = {}): Promise<string> {
  const pins = {
    is_pin_authentication_required: true,
    generate_pin: true,
    pin_prompt_play: "https://a.test/p.mp3",
  };
  const fields = { first_party: first, second_party: second, session_expiry: 3600, ...pins, ...more };
  const { session_uuid } = await call(emulator, "POST", "", fields);
  if (typeof session_uuid !== "string") throw new Error("the create was refused");
  return session_uuid;
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

/** Waits until a card shows this message. */
export async function waitForMessage(page: Page, text: string): Promise<void> {
  await page.locator(".message").getByText(text).waitFor();
}

async function isMatching(element: Locator, selector: string): Promise<boolean> {
  return element.evaluate(
    (found, wanted) => (found as { matches(selector: string): boolean }).matches(wanted),
    selector,
  );
}

export function hasFocus(element: Locator): Promise<boolean> {
  return isMatching(element, ":focus");
}

export function isSelect(element: Locator): Promise<boolean> {
  return isMatching(element, "select");
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
 * The accessibility violations that axe finds: rule and place. In dark mode only the contrast is checked,
 * since only colours differ.
 *
 * @param within the part to check. Default: the page.
 */
export async function violations(page: Page, within = ":root"): Promise<string[]> {
  // There are no frames, so axe needs no page of its own.
  const axe = () => new AxeBuilder({ page }).include(within).setLegacyMode();
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await axe().withRules(["color-contrast"]).analyze();
  await page.emulateMedia({ colorScheme: "light" });
  const light = await axe().analyze();
  return [dark, light].flatMap(({ violations: found }) =>
    found.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
    ),
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
