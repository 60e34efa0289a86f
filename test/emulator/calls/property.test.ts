import fc from "fast-check";
import type { CallbackRecord, CallRequest, Emulator, WireInteraction } from "../../../emulator/index.ts";
import { firstPin, interactions, place, read, secondPin, stranger, pinFields } from "./support.ts";
import { advance, call, create, firstNumber, secondNumber, start } from "../support.ts";

afterEach(() => {
  jest.restoreAllMocks();
});

type Action =
  | { kind: "place"; request: Partial<CallRequest> }
  | { kind: "advance"; seconds: number }
  | { kind: "hang up"; nth: number; by: "caller" | "called" }
  | { kind: "extend" }
  | { kind: "expire" };

const seconds = fc.option(fc.integer({ min: 0, max: 100 }));

const request: fc.Arbitrary<Partial<CallRequest>> = fc.record({
  from: fc.constantFrom(firstNumber, secondNumber, stranger),
  pins: fc.array(fc.constantFrom(firstPin, secondPin, "0000"), { maxLength: 3 }),
  answerAfter: seconds,
  talkFor: seconds,
  outcome: fc.constantFrom("answered", "busy", "refused"),
  hangUpBy: fc.constantFrom("caller", "called", "firstParty", "secondParty"),
  recordingFails: fc.boolean(),
});

const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("place"), request }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("advance"), seconds: fc.nat(120) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("hang up"),
      nth: fc.nat(5),
      by: fc.constantFrom("caller", "called"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("extend", "expire") }) },
) as fc.Arbitrary<Action>;

async function act(emulator: Emulator, sessionUuid: string, todo: Action): Promise<void> {
  switch (todo.kind) {
    case "place":
      place(emulator, sessionUuid, todo.request);
      return;
    case "advance":
      emulator.clock.advance(todo.seconds);
      return;
    case "hang up": {
      const going = emulator.calls.all().filter(({ endTime }) => endTime === null);
      const chosen = going[todo.nth];
      if (!chosen || (todo.by === "called" && chosen.to === null)) return;
      emulator.calls.hangUp(chosen.callUuid, todo.by);
      return;
    }
    case "extend":
      await call(emulator, "POST", `/${sessionUuid}`, { session_expiry: 600 });
      return;
    case "expire":
      await call(emulator, "DELETE", `/${sessionUuid}`);
  }
}

function total(all: readonly WireInteraction[], name: keyof WireInteraction): number {
  return all.reduce((sum, interaction) => sum + Number(interaction[name]), 0);
}

function expectInOrder(callbacks: readonly CallbackRecord[]): void {
  expect(callbacks.map(({ sequenceNumber }) => sequenceNumber)).toEqual(callbacks.map((_, at) => at + 1));
  const times = callbacks.map(({ time }) => time);
  expect(times).toEqual([...times].sort());
}

it("after any sequence of operations on a session its calls end, its sums agree, and its events are in order", async () => {
  jest.spyOn(process.stderr, "write").mockImplementation(() => true);
  await fc.assert(
    fc.asyncProperty(
      fc.array(action, { minLength: 1, maxLength: 15 }),
      fc.boolean(),
      async (todo, withPin) => {
        const emulator = await start({ shape: "document", prices: { session: 0.1, callMinute: 0.07 } });
        const sessionUuid = await create(emulator, {
          ...(withPin ? pinFields : {}),
          record: true,
          call_time_limit: 60,
          session_expiry: 300,
          callback_url: "http://elsewhere.test/events",
          recording_callback_url: "http://elsewhere.test/events",
        });
        for (const one of todo) await act(emulator, sessionUuid, one);
        await advance(emulator, 10_000);

        const calls = emulator.calls.all();
        expect(calls.filter(({ status }) => status === "ringing" || status === "in-progress")).toEqual([]);
        for (const { steps } of calls) {
          const times = steps.map(({ time }) => time);
          expect(times).toEqual([...times].sort());
          expect(steps.filter(({ step }) => step === "hang-up")).toHaveLength(1);
        }
        const session = await read(emulator, sessionUuid);
        const all = await interactions(emulator, sessionUuid);
        const counted = calls.filter(({ steps }) =>
          steps.some(({ step }) => step === "ring" || step === "pin-prompt"),
        );
        expect(all).toHaveLength(counted.length);
        expect(all.filter(({ end_time }) => end_time === "")).toEqual([]);
        const amount = Math.round(total(all, "total_call_amount") * 1000) / 1000;
        expect(session).toMatchObject({
          status: "expired",
          total_call_count: total(all, "total_call_count"),
          total_call_billed_duration: total(all, "call_billed_duration"),
          total_call_amount: amount,
          total_session_amount: Math.round((amount + 0.1) * 1000) / 1000,
        });
        const callbacks = emulator.callbacks.all({ sessionUuid });
        expectInOrder(callbacks);
        const count = (event: string) => callbacks.filter(({ eventName }) => eventName === event).length;
        expect(count("SessionPartiesHangup")).toBe(counted.length);
        expect(count("SessionRecordingCompleted")).toBe(count("SessionRecordingInitiated"));
        if (!todo.some(({ kind }) => kind === "expire")) expect(count("SessionTimeout")).toBe(1);
        await emulator.close();
      },
    ),
    { numRuns: 40 },
  );
});
