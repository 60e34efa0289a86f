import { createServer } from "node:http";
import path from "node:path";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { chromium } from "playwright-core";
import { findChromium } from "../../tools/programs.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { listen } from "../support/listen.ts";

/* Takes the documentation's pictures of the emulator's console. */

/** A fixed time, so that the pictures are always the same. */
const start = Date.parse("2026-03-01T10:00:00Z");

async function create({ endpoint, authId, authToken }: Emulator, fields: object): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${authId}:${authToken}`).toString("base64")}`;
  const response = await fetch(`${endpoint}/v1/Account/${authId}/Masking/Session`, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify(fields),
  });
  return ((await response.json()) as { session_uuid: string }).session_uuid;
}

/**
 * Creates sessions of a delivery service, with an unknown caller who enters a wrong and a right PIN in one of
 * them. Returns the UUID of that one.
 */
async function fill(emulator: Emulator, receiver: string): Promise<string> {
  for (let index = 1; index < 9; index += 1) {
    await create(emulator, {
      first_party: "+12025550100",
      second_party: `+120255501${10 + index}`,
      session_expiry: 900 * (1 + index),
    });
    emulator.clock.advance(97);
  }
  const pin = "428613";
  const sessionUuid = await create(emulator, {
    first_party: "+12025550142",
    second_party: "+12025550187",
    session_expiry: 3600,
    is_pin_authentication_required: true,
    first_party_pin: pin,
    second_party_pin: "975204",
    pin_prompt_play: "https://example.com/prompt.mp3",
    callback_url: receiver,
  });
  emulator.clock.advance(240);
  const virtualNumber = emulator.sessions.get(sessionUuid)?.virtual_number ?? "";
  await create(emulator, { first_party: "+12025550142", session_expiry: 5 });
  emulator.calls.place({ virtualNumber, from: "+12025550166", pins: ["1111", pin], talkFor: 600 });
  emulator.clock.advance(30);
  await emulator.callbacks.whenSettled();
  emulator.faults.arm({ kind: "status", status: 503, operation: "get", when: "before" });
  emulator.faults.arm({ kind: "status", status: 429, operation: "list", when: "before" });
  await fetch(`${emulator.endpoint}/v1/Account/${emulator.authId}/Masking/Session`);
  emulator.faults.arm({ kind: "delay", seconds: 30, operation: "create", when: "after", nth: 3 });
  return sessionUuid;
}

async function main(): Promise<void> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("There is no Chromium in PATH.");
  const receiver = createServer((_request, response) => response.end());
  const port = await listen(receiver);
  const emulator = await startEmulator({ now: () => start });
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const url = `http://127.0.0.1:${port}/plivo/events`;
    const sessionUuid = await fill(emulator, url);
    for (const colorScheme of ["light", "dark"] as const) {
      const viewport = { width: 1200, height: 1150 };
      const page = await browser.newPage({ colorScheme, viewport, reducedMotion: "reduce" });
      await page.goto(`${emulator.endpoint}/#session=${sessionUuid}`);
      await page.locator("#timeline li").first().waitFor();
      await page.locator("#fault-list li").first().waitFor({ state: "attached" });
      const image = path.join(repositoryRoot(), "docs", "images", `console-${colorScheme}.png`);
      await page.screenshot({ path: image });
      await page.close();
    }
  } finally {
    await browser.close();
    await emulator.close();
    receiver.close();
  }
}

void main();
