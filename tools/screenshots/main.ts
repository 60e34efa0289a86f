import path from "node:path";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { chromium, type Browser } from "playwright-core";
import { findChromium } from "../jest/chromium.cjs";
import { repositoryRoot } from "../repository.ts";

/** A moment that makes the pictures the same each time. */
const START = Date.parse("2026-03-01T10:00:00Z");

async function create(emulator: Emulator, fields: object): Promise<string> {
  const { endpoint, authId, authToken } = emulator;
  const response = await fetch(`${endpoint}/v1/Account/${authId}/Masking/Session`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${authId}:${authToken}`).toString("base64")}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(fields),
  });
  return ((await response.json()) as { session_uuid: string }).session_uuid;
}

/** Sessions of a delivery service, one of them with PINs and a life that can be told; answers its uuid. */
async function fill(emulator: Emulator): Promise<string> {
  for (let index = 0; index < 6; index += 1) {
    await create(emulator, {
      first_party: "+12025550100",
      second_party: `+1202555011${index}`,
      session_expiry: 900 * (index + 1),
    });
    emulator.clock.advance(97);
  }
  const sessionUuid = await create(emulator, {
    first_party: "+12025550142",
    second_party: "+12025550187",
    session_expiry: 3600,
    is_pin_authentication_required: true,
    generate_pin: true,
    pin_prompt_play: "https://example.com/prompt.mp3",
    callback_url: "https://example.com/plivo/events",
  });
  const { authId, authToken, endpoint } = emulator;
  const authorization = `Basic ${Buffer.from(`${authId}:${authToken}`).toString("base64")}`;
  emulator.clock.advance(240);
  emulator.faults.arm({ kind: "status", status: 503, operation: "get", when: "before" });
  const url = `${endpoint}/v1/Account/${authId}/Masking/Session/${sessionUuid}`;
  for (let index = 0; index < 2; index += 1) await fetch(url, { headers: { authorization } });
  emulator.clock.advance(65);
  await fetch(url, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify({ record: true }),
  });
  emulator.sessions.change(sessionUuid, { status: "in-progress" });
  emulator.faults.arm({ kind: "delay", seconds: 30, operation: "create", when: "after", nth: 3 });
  return sessionUuid;
}

interface Picture {
  name: string;
  colorScheme: "light" | "dark";
  width: number;
  height: number;
}

async function take(browser: Browser, address: string, picture: Picture, folder: string): Promise<void> {
  const { name, colorScheme, width, height } = picture;
  const page = await browser.newPage({ colorScheme, viewport: { width, height }, reducedMotion: "reduce" });
  await page.goto(address);
  await page.locator("#timeline li").first().waitFor();
  await page.locator("#session-rows tr").first().waitFor();
  await page.locator("#fault-list li").first().waitFor();
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  await page.close();
}

/** Takes the documentation's pictures of the emulator's console; into another folder with a parameter. */
async function main(folder: string): Promise<void> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("there is no Chromium in PATH");
  const emulator = await startEmulator({ now: () => START });
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const address = `${emulator.endpoint}/#session=${await fill(emulator)}`;
    const wide = { width: 1200, height: 760 };
    await take(browser, address, { name: "console-light", colorScheme: "light", ...wide }, folder);
    await take(browser, address, { name: "console-dark", colorScheme: "dark", ...wide }, folder);
  } finally {
    await browser.close();
    await emulator.close();
  }
}

await main(process.argv[2] ?? path.join(repositoryRoot(), "docs", "images"));
