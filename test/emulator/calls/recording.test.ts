import { createAndCall, interactions, record, steps } from "./support.ts";
import { receive } from "../callbacks/receiver.ts";
import { advance, firstNumber, secondNumber, start } from "../support.ts";

describe("the recording of a call", () => {
  it.each(["mp3", "wav"])("begins when both have answered, and ends with the call (%s)", async (format) => {
    const emulator = await start();
    const { url, received } = await receive();
    const parameters = { record: true, record_file_format: format, recording_callback_url: url };
    const { sessionUuid, callUuid } = await createAndCall(emulator, parameters, { talkFor: 90 });
    await advance(emulator, 5);
    const recordingUuid = received[0]?.parameters["RecordingUUID"] ?? "";
    expect(recordingUuid).toMatch(/^[0-9a-f-]{36}$/);
    const resource = `${emulator.endpoint}/v1/Account/${emulator.authId}/Recording/${recordingUuid}`;
    const common = {
      SessionUUID: sessionUuid,
      From: firstNumber.slice(1),
      To: secondNumber.slice(1),
      VirtualNumber: "14155550100",
      RecordingUUID: recordingUuid,
      RecordingResourceURL: resource,
      RecordingStartTime: "2026-03-01 10:00:05 +0000 UTC",
      RecordingFormat: `.${format}`,
    };
    expect(received.map(({ parameters: sent }) => sent)).toEqual([
      {
        ...common,
        EventName: "SessionRecordingInitiated",
        EventTimestamp: "2026-03-01 10:00:05 +0000 UTC",
        SequenceNumber: "1",
      },
    ]);
    await advance(emulator, 90);
    expect(received[1]?.parameters).toEqual({
      ...common,
      EventName: "SessionRecordingCompleted",
      EventTimestamp: "2026-03-01 10:01:35 +0000 UTC",
      RecordingURL: `${resource}.${format}`,
      RecordingDuration: "90",
      RecordingEndTime: "2026-03-01 10:01:35 +0000 UTC",
      SequenceNumber: "2",
    });
    expect(await interactions(emulator, sessionUuid)).toMatchObject([{ recording_resource_url: resource }]);
    expect(steps(emulator, callUuid).filter((step) => step.includes("recording"))).toEqual([
      "5 recording-started",
      "95 recording-completed",
    ]);
  });

  it("fails if the call asks for it, and is reported by the method that is set", async () => {
    const emulator = await start({ shape: "document" });
    const { url, received } = await receive();
    const parameters = { record: true, recording_callback_url: url, recording_callback_method: "GET" };
    const { sessionUuid, callUuid } = await createAndCall(emulator, parameters, { recordingFails: true });
    await advance(emulator, 100);
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({
      method: "GET",
      parameters: { EventName: "SessionRecordingFailed", RecordingFormat: ".mp3", SequenceNumber: "1" },
    });
    expect(received[0]?.parameters).not.toHaveProperty("RecordingUUID");
    expect(record(emulator, callUuid).status).toBe("completed");
    expect(await interactions(emulator, sessionUuid)).toMatchObject([{ recording_resource_url: null }]);
  });

  it("does not begin if no one answers, or without record", async () => {
    const emulator = await start({ shape: "document" });
    const { url, received } = await receive();
    const silent = await createAndCall(
      emulator,
      { record: true, recording_callback_url: url },
      { answerAfter: null },
    );
    emulator.clock.advance(100);
    const unrecorded = await createAndCall(emulator, { recording_callback_url: url, geomatch: false });
    await advance(emulator, 100);
    expect(received).toEqual([]);
    for (const { sessionUuid } of [silent, unrecorded]) {
      expect(await interactions(emulator, sessionUuid)).toMatchObject([{ recording_resource_url: null }]);
    }
  });
});
