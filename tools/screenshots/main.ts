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
async function fill(emulator: Emulator, receiver: string, count: number): Promise<string> {
  for (let index = 1; index < count; index += 1) {
    await create(emulator, {
      first_party: "+12025550100",
      second_party: `+120255501${String(10 + index)}`,
      session_expiry: 900 * (1 + (index % 9)),
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
  await emulator.callbacks.settled();
  emulator.faults.arm({ kind: "status", status: 503, operation: "get", when: "before" });
  emulator.faults.arm({ kind: "status", status: 429, operation: "list", when: "before" });
  await fetch(`${emulator.endpoint}/v1/Account/${emulator.authId}/Masking/Session`);
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
  colorScheme?: "light" | "dark";
  width?: number;
  height?: number;
  /** Of the whole page, not of the window alone. */
  fullPage?: boolean;
}

/** Those that the documentation shows. */
const SHOWN: Picture[] = [
  { name: "console-light", colorScheme: "light" },
  { name: "console-dark", colorScheme: "dark" },
];
/** Those that are only looked at, with 50 sessions. */
const LOOKED_AT: Picture[] = [
  { name: "narrow-light", width: 400, height: 800, fullPage: true },
  { name: "narrow-dark", width: 400, height: 800, colorScheme: "dark" },
  { name: "fifty", fullPage: true },
];

async function take(browser: Browser, address: string, picture: Picture, folder: string): Promise<void> {
  const { name, colorScheme = "light", width = 1200, height = 1150, fullPage = false } = picture;
  const page = await browser.newPage({ colorScheme, viewport: { width, height }, reducedMotion: "reduce" });
  await page.goto(address);
  const isOpen = address.includes("#");
  await page
    .locator(isOpen ? "#timeline li" : "#session-rows tr")
    .first()
    .waitFor();
  await page.locator("#fault-list li").first().waitFor({ state: "attached" });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage });
  await page.close();
}

async function photograph(
  receiver: string,
  count: number,
  shoot: (address: string, sessionUuid: string) => Promise<void>,
) {
  const emulator = await startEmulator({ now: () => START });
  try {
    await shoot(emulator.endpoint, await fill(emulator, receiver, count));
  } finally {
    await emulator.close();
  }
}

/** Takes the documentation's pictures of the emulator's console; with a folder, others to look at too, all into that. */
async function main(folder: string | undefined): Promise<void> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("there is no Chromium in PATH");
  const receiver = await openReceiver();
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/plivo/events`;
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const target = folder ?? path.join(repositoryRoot(), "docs", "images");
  try {
    await photograph(url, 9, async (address, sessionUuid) => {
      for (const picture of SHOWN) await take(browser, `${address}/#session=${sessionUuid}`, picture, target);
    });
    if (folder === undefined) return;
    await photograph(url, 50, async (address, sessionUuid) => {
      for (const picture of LOOKED_AT) {
        await take(browser, `${address}/#session=${sessionUuid}`, picture, folder);
        await take(browser, address, { ...picture, name: `${picture.name}-list` }, folder);
      }
    });
  } finally {
    await browser.close();
    receiver.close();
  }
}

await main(process.argv[2]);
