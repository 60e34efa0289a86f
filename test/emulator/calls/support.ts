import type { CallRecord, CallRequest, Emulator, WireInteraction } from "../../../emulator/index.ts";
import { call, create, firstNumber, startTime } from "../support.ts";

/** A number that is neither party's. */
export const stranger = "+12025550199";

export const firstPin = "1234";
export const secondPin = "9876";
export const prompt = "https://play.test/prompt.mp3";

/** The parameters of a session with PINs. */
export const pinFields = {
  is_pin_authentication_required: true,
  first_party_pin: firstPin,
  second_party_pin: secondPin,
  pin_prompt_play: prompt,
};

/** Calls the virtual number of a session, by default from the first party. */
export function place(
  emulator: Emulator,
  sessionUuid: string,
  more: Partial<CallRequest> & Record<string, unknown> = {},
): string {
  const virtualNumber = emulator.sessions.get(sessionUuid)?.virtual_number ?? "";
  return emulator.calls.place({ virtualNumber, from: firstNumber, ...more }).callUuid;
}

/** Creates a session and calls it. Returns both UUIDs. */
export async function createAndCall(
  emulator: Emulator,
  parameters: object = {},
  more: Partial<CallRequest> = {},
): Promise<{ sessionUuid: string; callUuid: string }> {
  const sessionUuid = await create(emulator, parameters);
  return { sessionUuid, callUuid: place(emulator, sessionUuid, more) };
}

export function record(emulator: Emulator, callUuid: string): CallRecord {
  const found = emulator.calls.get(callUuid);
  if (!found) throw new Error("there is no such call");
  return found;
}

/** The steps as texts: seconds since the start, the step, and its party or reason. */
export function steps(emulator: Emulator, callUuid: string): string[] {
  return record(emulator, callUuid).steps.map(({ time, step, party, url, correct, reason }) =>
    [(Date.parse(time) - startTime) / 1000, step, party, url, correct, reason]
      .filter((part) => part !== undefined)
      .join(" "),
  );
}

/** The session as GET shows it. */
export async function read(emulator: Emulator, sessionUuid: string): Promise<Record<string, unknown>> {
  const { body } = await call(emulator, "GET", `/${sessionUuid}`);
  return body["response"] as unknown as Record<string, unknown>;
}

/** The session's interactions as GET shows them. */
export async function interactions(emulator: Emulator, sessionUuid: string): Promise<WireInteraction[]> {
  return ((await read(emulator, sessionUuid))["interaction"] ?? []) as WireInteraction[];
}
