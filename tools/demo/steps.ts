import type { CallRecord, Emulator } from "plivo-masking-emulator";
import type { EngineStack, Operation } from "../engine/index.ts";

export interface Stage {
  stack: EngineStack;
  emulator: Emulator;
}

export interface Step {
  title: string;
  /** An action before the command, and the line that describes it. */
  before?: { note: string; act: (stage: Stage) => Promise<void> | void };
  command: keyof typeof commands;
  /** The number of resources by operation, without the stack itself. */
  expected: Record<string, number>;
  requests: number;
}

/** A step that plays a call. Its status must be "completed". */
export interface CallStep {
  title: string;
  note: string;
  play: (stage: Stage) => CallRecord;
}

export const commands = {
  "pulumi preview --diff": (stack) => stack.preview({ diff: true }),
  "pulumi preview": (stack) => stack.preview(),
  "pulumi up": (stack) => stack.up(),
  "pulumi up --refresh": (stack) => stack.up({ refresh: true }),
  "pulumi destroy": (stack) => stack.destroy(),
} satisfies Record<string, (stack: EngineStack) => Promise<Operation>>;

const hours = 2;
/** More than the duration of the demo's call: 5 s of ringing and 60 s of talking. */
const callSeconds = 70;

export const steps: readonly (Step | CallStep)[] = [
  {
    title: "Preview three sessions: no API request, and no phone number is shown",
    command: "pulumi preview --diff",
    expected: { create: 3 },
    requests: 0,
  },
  {
    title: "Create them: one request for each session",
    command: "pulumi up",
    expected: { create: 3 },
    requests: 3,
  },
  {
    title: "Change an argument that Plivo can update: only the change is sent",
    before: {
      note: "$ pulumi config set quickstart:ringTimeout 45",
      act: ({ stack }) => stack.setConfig("quickstart:ringTimeout", "45"),
    },
    command: "pulumi up",
    expected: { update: 1, same: 2 },
    requests: 1,
  },
  {
    title: "Change a party, which Plivo cannot update: the preview says why sessions are replaced",
    before: {
      note: "$ pulumi config set --secret quickstart:customer [another number]",
      act: ({ stack }) => stack.setConfig("quickstart:customer", "+1 202 555 0133", true),
    },
    command: "pulumi preview",
    expected: { replace: 2, same: 1 },
    requests: 0,
  },
  {
    title: "Replace them: create the new sessions, then expire the old ones",
    command: "pulumi up",
    expected: { replace: 2, same: 1 },
    requests: 4,
  },
  {
    title: "Preview without a change: no API request",
    command: "pulumi preview",
    expected: { same: 3 },
    requests: 0,
  },
  {
    title: `${String(hours)} hours later the sessions have expired: pulumi up replaces them`,
    before: {
      note: `(the clocks of the emulator and of the provider move ${String(hours)} hours ahead)`,
      act: ({ stack, emulator }) => {
        emulator.clock.advance(hours * 3600);
        stack.setEnvironment({ PLIVO_CLOCK_OFFSET: String(hours * 3600) });
      },
    },
    command: "pulumi up",
    expected: { replace: 3 },
    requests: 6,
  },
  {
    title: "Someone has switched recording off: pulumi up --refresh switches it on again",
    before: { note: "(the emulator sets record to false in the recorded session)", act: stopRecording },
    command: "pulumi up --refresh",
    expected: { update: 1, same: 2 },
    requests: 4,
  },
  {
    title: "Call the delivery's number as the driver: the customer answers",
    note: `emulator.calls.place({ virtualNumber, from })  (the clocks move ${String(callSeconds)} seconds ahead)`,
    play: playCall,
  },
  {
    title: "Destroy the stack: every session expires",
    command: "pulumi destroy",
    expected: { delete: 3 },
    requests: 3,
  },
];

function stopRecording({ emulator }: Stage): void {
  const recorded = emulator.sessions.live().find((session) => session.record);
  if (recorded === undefined) throw new Error("No live session records.");
  emulator.sessions.change(recorded.session_uuid, { record: false });
}

/** Finds the delivery's session as the one without recording and PIN. */
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
