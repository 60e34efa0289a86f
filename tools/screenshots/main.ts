import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
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

/** Sessions of a delivery service, and a stranger's call with a wrong and a right PIN in one of them; answers its uuid. */
async function fill(emulator: Emulator, receiver: string): Promise<string> {
  for (let index = 0; index < 8; index += 1) {
    await create(emulator, {
      first_party: "+12025550100",
      second_party: `+1202555011${index}`,
      session_expiry: 900 * (index + 1),
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
  emulator.calls.place({ virtualNumber, from: "+12025550166", pins: ["1111", pin], talkFor: 600 });
  emulator.clock.advance(30);
  await emulator.callbacks.settled();
  emulator.faults.arm({ kind: "status", status: 503, operation: "get", when: "before" });
  emulator.faults.arm({ kind: "delay", seconds: 30, operation: "create", when: "after", nth: 3 });
  return sessionUuid;
}

/** What takes every callback in. */
async function openReceiver(): Promise<Server> {
  const server = createServer((_request, response) => response.end());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
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
  const receiver = await openReceiver();
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/plivo/events`;
    const address = `${emulator.endpoint}/#session=${await fill(emulator, url)}`;
    const wide = { width: 1200, height: 860 };
    await take(browser, address, { name: "console-light", colorScheme: "light", ...wide }, folder);
    await take(browser, address, { name: "console-dark", colorScheme: "dark", ...wide }, folder);
  } finally {
    await browser.close();
    await emulator.close();
    receiver.close();
  }
}

await main(process.argv[2] ?? path.join(repositoryRoot(), "docs", "images"));
