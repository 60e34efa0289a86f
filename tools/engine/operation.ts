import type { EngineEvent, Stack, StepEventMetadata } from "@pulumi/pulumi/automation/index.js";
import { CommandError } from "@pulumi/pulumi/automation/index.js";
import { capture } from "../leaks/record.ts";
import type { Diagnostic, Operation, PreviewDigest } from "./types.ts";
import { stepsOf } from "./steps.ts";

export interface Listeners {
  onOutput: (text: string) => void;
  onError: (text: string) => void;
  onEvent: (event: EngineEvent) => void;
}

export interface RecordOptions {
  /** Whether the text is a JSON digest. Default false. */
  digest?: boolean;
  /** Whether the test has killed the CLI, which may then have printed nothing. Default: never. */
  killed?: () => boolean;
  /** Receives each event except those of severity "debug". */
  onEvent?: (event: EngineEvent) => void;
}

/**
 * Runs a command of the Automation API and collects its output. A failing engine is an outcome, not an
 * exception.
 */
export async function recordOperation(
  run: (listeners: Listeners) => Promise<unknown>,
  { digest = false, killed = () => false, onEvent: follow }: RecordOptions = {},
): Promise<Operation> {
  let [text, stdout] = ["", ""];
  const events: EngineEvent[] = [];
  const onError = (chunk: string) => {
    text += chunk;
  };
  const onOutput = (chunk: string) => {
    text += chunk;
    stdout += chunk;
  };
  const onEvent = (event: EngineEvent) => {
    if (isDebug(event)) return;
    events.push(event);
    follow?.(event);
  };
  const succeeded = await hasSucceeded(run({ onOutput, onError, onEvent }), () => text !== "" || killed());
  const operation = { succeeded, text, ...summarise(events) };
  capture("text", text);
  capture("events", JSON.stringify(events));
  if (digest) capture("digest", stdout);
  return digest && stdout !== "" ? { ...operation, json: JSON.parse(stdout) as PreviewDigest } : operation;
}

/** The SDK throws the same error if the CLI could not be started, but without output. */
async function hasSucceeded(run: Promise<unknown>, ran: () => boolean): Promise<boolean> {
  try {
    await run;
    return true;
  } catch (error) {
    if (error instanceof CommandError && ran()) return false;
    throw error;
  }
}

function summarise(
  events: EngineEvent[],
): Pick<Operation, "events" | "steps" | "diagnostics" | "changes" | "outputs"> {
  const summary = events.findLast((event) => event.summaryEvent !== undefined)?.summaryEvent;
  return {
    events,
    steps: stepsOf(events),
    diagnostics: events.flatMap((event) => diagnosticOf(event)),
    changes: { ...summary?.resourceChanges },
    outputs: outputsOf(events),
  };
}

function diagnosticOf({ diagnosticEvent: event }: EngineEvent): Diagnostic[] {
  if (event === undefined) return [];
  const diagnostic = { severity: event.severity, message: withoutMarkup(event.message) };
  return [event.urn === undefined ? diagnostic : { ...diagnostic, urn: event.urn }];
}

/** Events contain colours such as `<{%fg 1%}>`, and trailing line ends of the provider's process. */
function withoutMarkup(message: string): string {
  return message.replaceAll(/<\{%.*?%\}>/g, "").trimEnd();
}

/** The SDK's type does not have "debug". Such events contain the program's arguments in clear. */
function isDebug(event: EngineEvent): boolean {
  const severity: string | undefined = event.diagnosticEvent?.severity;
  return severity === "debug";
}

function outputsOf(events: EngineEvent[]): Record<string, unknown> {
  const isStack = ({ type }: StepEventMetadata) => type === "pulumi:pulumi:Stack";
  const event = events.findLast(({ resOutputsEvent: e }) => e !== undefined && isStack(e.metadata));
  return { ...event?.resOutputsEvent?.metadata.new?.outputs };
}

/**
 * The SDK queries outputs and history after each operation: three more runs of the CLI. The events have both.
 */
export function withoutQueries(stack: Stack): Stack {
  stack.outputs = () => Promise.resolve({});
  stack.info = () => Promise.resolve(undefined);
  return stack;
}
