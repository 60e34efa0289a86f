import type { CallRecord, Emulator } from "plivo-masking-emulator";
import type { EngineStack, Operation } from "../engine/index.ts";

/** The stage that the steps play on. */
export interface Stage {
  stack: EngineStack;
  emulator: Emulator;
}

/** One step of the demo. */
export interface Step {
  title: string;
  /** What happens before the engine runs, and how it is told. */
  before?: { note: string; act: (stage: Stage) => Promise<void> | void };
  /** The Pulumi command as a person would type it. */
  command: string;
  run: (stack: EngineStack) => Promise<Operation>;
  /** Resources by what the engine does to them, the stack itself left out. */
  expected: Record<string, number>;
  /** API requests that the step takes. */
  requests: number;
}

/** A call between two parties, which Pulumi has no part in. */
export interface CallScene {
  title: string;
  note: string;
  /** Plays the call to its end. */
  play: (stage: Stage) => CallRecord;
  expected: CallRecord["status"];
}

const hours = 2;
/** Seconds in which the demo's call is over: 5 of ringing and 60 of talking. */
const callSeconds = 70;

export const steps: (Step | CallScene)[] = [
  {
    title: "A preview of three sessions: offline, and without a number in it",
    command: "pulumi preview --diff",
    run: (stack) => stack.preview({ diff: true }),
    expected: { create: 3 },
    requests: 0,
  },
  {
    title: "Up: one request for each session",
    command: "pulumi up",
    run: (stack) => stack.up(),
    expected: { create: 3 },
    requests: 3,
  },
  {
    title: "A change that Plivo makes in a live session: only what changed is sent",
    before: {
      note: "$ pulumi config set quickstart:ringTimeout 45",
      act: ({ stack }) => stack.setConfig("quickstart:ringTimeout", "45"),
    },
    command: "pulumi up",
    run: (stack) => stack.up(),
    expected: { update: 1, same: 2 },
    requests: 1,
  },
  {
    title: "A change that it cannot make: the preview says which argument forces the replacement",
    before: {
      note: "$ pulumi config set --secret quickstart:customer [another number]",
      act: ({ stack }) => stack.setConfig("quickstart:customer", "+1 202 555 0133", true),
    },
    command: "pulumi preview",
    run: (stack) => stack.preview(),
    expected: { replace: 2, same: 1 },
    requests: 0,
  },
  {
    title: "Up replaces: the new session first, then the old one ends",
    command: "pulumi up",
    run: (stack) => stack.up(),
    expected: { replace: 2, same: 1 },
    requests: 4,
  },
  {
    title: "Nothing to do, and nothing asked of the API",
    command: "pulumi preview",
    run: (stack) => stack.preview(),
    expected: { same: 3 },
    requests: 0,
  },
  {
    title: `${String(hours)} hours later the sessions have expired: a plain up makes them anew`,
    before: {
      note: `the emulator's clock and the provider's (PLIVO_CLOCK_OFFSET) go ${String(hours)} hours ahead`,
      act: ({ stack, emulator }) => {
        emulator.clock.advance(hours * 3600);
        stack.setEnvironment({ PLIVO_CLOCK_OFFSET: String(hours * 3600) });
      },
    },
    command: "pulumi up",
    run: (stack) => stack.up(),
    expected: { replace: 3 },
    requests: 6,
  },
  {
    title: "Somebody switched recording off behind the program's back: up --refresh sees it and repairs it",
    before: { note: "the emulator sets record to false in the recorded session", act: stopRecording },
    command: "pulumi up --refresh",
    run: (stack) => stack.up({ refresh: true }),
    expected: { update: 1, same: 2 },
    requests: 4,
  },
  {
    title: "The driver calls the delivery's number, and reaches the customer",
    note: `emulator.calls.place({ virtualNumber, from }), and the clocks go ${String(callSeconds)} seconds ahead`,
    play: playCall,
    expected: "completed",
  },
  {
    title: "Destroy ends every session",
    command: "pulumi destroy",
    run: (stack) => stack.destroy(),
    expected: { delete: 3 },
    requests: 3,
  },
];

function stopRecording({ emulator }: Stage): void {
  const recorded = emulator.sessions.live().find((session) => session.record);
  if (recorded === undefined) throw new Error("No live session records.");
  emulator.sessions.change(recorded.session_uuid, { record: false });
}

/** The delivery's session sends no recordings and asks for no PIN. */
function playCall({ emulator, stack }: Stage): CallRecord {
  const delivery = emulator.sessions
    .live()
    .find((session) => session.recording_callback_url === "" && !session.is_pin_authentication_required);
  if (typeof delivery?.first_party !== "string") throw new Error("The delivery has no live session.");
  const { virtual_number: virtualNumber, first_party: from } = delivery;
  const placed = emulator.calls.place({ virtualNumber, from });
  emulator.clock.advance(callSeconds);
  stack.setEnvironment({ PLIVO_CLOCK_OFFSET: String(hours * 3600 + callSeconds) });
  return emulator.calls.get(placed.callUuid) ?? placed;
}
