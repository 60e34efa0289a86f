import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/index.js";
import type { ResourceStep } from "./types.ts";

/** A replacement has several steps; "replace" represents all of them. */
const partsOfReplacement = new Set<string>(["create-replacement", "delete-replaced", "discard-replaced"]);

/** The steps of the program's resources, each by its last event. */
export function stepsOf(events: readonly EngineEvent[]): ResourceStep[] {
  const steps = new Map<string, ResourceStep>();
  for (const event of events) {
    const metadata = (event.resourcePreEvent ?? event.resOutputsEvent)?.metadata;
    if (metadata && isResource(metadata) && !partsOfReplacement.has(metadata.op))
      mergeStep(steps, stepOf(metadata, false));
    const failed = event.resOpFailedEvent?.metadata;
    if (failed && isResource(failed)) markFailed(steps, stepOf(failed, true));
  }
  return [...steps.values()];
}

/**
 * Later events have the final operation: a refresh ends as "update", "delete" or "same". Only the first event
 * has the reasons.
 */
function mergeStep(steps: Map<string, ResourceStep>, step: ResourceStep): void {
  const before = steps.get(step.urn);
  steps.set(step.urn, before ? { ...before, op: step.op, id: step.id || before.id } : step);
}

function markFailed(steps: Map<string, ResourceStep>, step: ResourceStep): void {
  const before = steps.get(step.urn);
  steps.set(step.urn, before ? { ...before, failed: true } : step);
}

function stepOf(metadata: StepEventMetadata, failed: boolean): ResourceStep {
  return {
    urn: metadata.urn,
    name: metadata.urn.split("::").slice(3).join("::"),
    type: metadata.type,
    op: metadata.op,
    id: metadata.old?.id ?? metadata.new?.id ?? "",
    replaceReasons: metadata.keys ?? [],
    diffReasons: metadata.diffs ?? [],
    detailedDiff: metadata.detailedDiff ?? {},
    failed,
  };
}

function isResource({ type }: StepEventMetadata): boolean {
  return type !== "pulumi:pulumi:Stack" && !type.startsWith("pulumi:providers:");
}
