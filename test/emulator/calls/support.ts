import type { CallRecord, CallRequest, Emulator, WireInteraction } from "../../../emulator/index.ts";
import { call, create, firstNumber, startTime } from "../support.ts";

/** Neither party of a session. */
export const stranger = "+12025550199";

export const firstPin = "1234";
export const secondPin = "9876";
export const prompt = "https://play.test/prompt.mp3";

/** What a create sends for a session with PINs. */
export const pinFields = {
  is_pin_authentication_required: true,
  first_party_pin: firstPin,
  second_party_pin: secondPin,
  pin_prompt_play: prompt,
};

/** Calls the virtual number of a session; from the first party unless told otherwise. */
export function place(
  emulator: Emulator,
  sessionUuid: string,
  more: Partial<CallRequest> & Record<string, unknown> = {},
): string {
  const virtualNumber = emulator.sessions.get(sessionUuid)?.virtual_number ?? "";
  return emulator.calls.place({ virtualNumber, from: firstNumber, ...more }).callUuid;
}

/** Creates a session with these parameters and calls it; answers both ids. */
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

/** The steps as texts: seconds since START, the step, and whom or what it concerns. */
export function steps(emulator: Emulator, callUuid: string): string[] {
  return record(emulator, callUuid).steps.map(({ time, step, party, url, correct, reason }) =>
    [(Date.parse(time) - startTime) / 1000, step, party, url, correct, reason]
      .filter((part) => part !== undefined)
      .join(" "),
  );
}

/** What GET shows of a session. */
export async function read(emulator: Emulator, sessionUuid: string): Promise<Record<string, unknown>> {
  const { body } = await call(emulator, "GET", `/${sessionUuid}`);
  return body["response"] as unknown as Record<string, unknown>;
}

/** The session's interactions, as GET shows them. */
export async function interactions(emulator: Emulator, sessionUuid: string): Promise<WireInteraction[]> {
  return ((await read(emulator, sessionUuid))["interaction"] ?? []) as WireInteraction[];
}
