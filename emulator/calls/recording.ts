import { randomUUID } from "node:crypto";
import type { RecordingAttributes, RecordingEvent } from "../callbacks/events";
import { formatTimestamp } from "../common/timestamps";
import type { Session } from "../domain/session";
import type { LiveCall } from "./live-call";

/** The URL of a recording in the account. */
export function recordingUrl(call: LiveCall, uuid: string): string {
  return `${call.parts.endpoint}/v1/Account/${call.beginning.authId}/Recording/${uuid}`;
}

function sendEvent(call: LiveCall, time: number, event: RecordingEvent, more: RecordingAttributes): void {
  if (call.session === null || !call.hasSession) return;
  call.parts.callbacks.recordingEvent(call.session, event, time, { ...call.numbers(), ...more });
}

/** Starts recording if the session has `record`, unless the call is to fail at it. */
export function startRecording(call: LiveCall, time: number, session: Session): void {
  if (!session.record) return;
  const format = session.record_file_format;
  if (call.beginning.course.recordingFails) {
    call.addStep(time, "recording-failed");
    sendEvent(call, time, "SessionRecordingFailed", { RecordingFormat: `.${format}` });
    return;
  }
  const uuid = randomUUID();
  call.recording = { uuid, startTime: time, format };
  call.addStep(time, "recording-started");
  sendEvent(call, time, "SessionRecordingInitiated", {
    RecordingUUID: uuid,
    RecordingResourceURL: recordingUrl(call, uuid),
    RecordingStartTime: formatTimestamp(time),
    RecordingFormat: `.${format}`,
  });
}

export function endRecording(call: LiveCall, time: number): void {
  if (call.recording === null) return;
  const { uuid, startTime, format } = call.recording;
  call.addStep(time, "recording-completed");
  sendEvent(call, time, "SessionRecordingCompleted", {
    RecordingUUID: uuid,
    RecordingURL: `${recordingUrl(call, uuid)}.${format}`,
    RecordingResourceURL: recordingUrl(call, uuid),
    RecordingDuration: String(Math.max(0, Math.floor((time - startTime) / 1000))),
    RecordingStartTime: formatTimestamp(startTime),
    RecordingEndTime: formatTimestamp(time),
    RecordingFormat: `.${format}`,
  });
}
