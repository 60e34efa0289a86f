import { SingleResponses } from "../../../../provider/lifecycle/directory/single-responses.ts";
import type { Session } from "../../../../provider/plivo/index.ts";
import type { SessionInputs } from "../../../../provider/session/fields.ts";
import { parties } from "../../../support/field-changes.ts";

const pair = parties(0);
const sessionUuid = "4189591e-d004-4801-abdf-8893c15e5dcd";

/** A session of the pair as a single read reports it: all that Plivo documents, and nothing that it hides. */
const reported: Session = {
  sessionUuid,
  ...pair,
  virtualNumber: "+14155550177",
  status: "active",
  createdTime: "2026-03-01T10:00:00Z",
  expiryTime: "2026-03-01T11:00:00Z",
  callTimeLimit: 3600,
  ringTimeout: 45,
  initiateCallToFirstParty: false,
  callbackUrl: "",
  callbackMethod: "POST",
  record: false,
  recordingCallbackUrl: "",
  recordFileFormat: "mp3",
  recordingCallbackMethod: "POST",
  firstPartyPlayUrl: "",
  secondPartyPlayUrl: "",
  isPinAuthenticationRequired: false,
  generatePin: false,
  generatePinLength: 4,
  firstPartyPin: null,
  secondPartyPin: null,
  pinPromptPlay: null,
  pinRetry: 1,
  pinRetryWait: 5,
  incorrectPinPlay: null,
  unknownCallerPlay: null,
  forcePinAuthentication: false,
  createSessionWithSingleParty: false,
  virtualNumberCooloffPeriod: 0,
};

function without(...names: (keyof Session)[]): Session {
  return Object.fromEntries(
    Object.entries(reported).filter(([name]) => !names.some((one) => one === name)),
  ) as unknown as Session;
}

/** After a single read has reported a session. */
function after(...sessions: (Session | undefined)[]): SingleResponses {
  const responses = new SingleResponses();
  for (const session of sessions) responses.note(session);
  return responses;
}

describe("a row in place of a refresh's read", () => {
  const suffices = (responses: SingleResponses, row: Session, declared: SessionInputs = pair) =>
    responses.sufficesForRefresh(row, declared);

  it("is not enough before a single read has shown what Plivo reports", () => {
    expect(suffices(after(), reported)).toBe(false);
    expect(suffices(after(undefined), reported)).toBe(false);
    expect(suffices(after(reported), reported)).toBe(true);
  });

  it.each(["virtualNumber", "status", "createdTime", "expiryTime"] as const)("needs %s", (name) => {
    expect(suffices(after(reported), without(name))).toBe(false);
  });

  it("needs both PINs, if Plivo generated them", () => {
    const declared = { ...pair, generatePin: true };
    expect(suffices(after(reported), reported, declared)).toBe(false);
    expect(suffices(after(reported), { ...reported, firstPartyPin: "1234" }, declared)).toBe(false);
    const both = { ...reported, firstPartyPin: "1234", secondPartyPin: "5678" };
    expect(suffices(after(reported), both, declared)).toBe(true);
  });

  it("needs a declared argument that someone else can change, and no other", () => {
    const row = without("record", "pinRetry");
    expect(suffices(after(reported), row, { ...pair, pinRetry: 1 })).toBe(true);
    expect(suffices(after(reported), row, { ...pair, record: true })).toBe(false);
    expect(suffices(after(reported), { ...reported, callbackUrl: null }, { ...pair, callbackUrl: "" })).toBe(
      false,
    );
  });

  it("needs sessionExpiry only if single reads report it", () => {
    const declared = { ...pair, sessionExpiry: 3600 };
    expect(suffices(after(reported), reported, declared)).toBe(true);
    expect(suffices(after({ ...reported, sessionExpiry: 3600 }), reported, declared)).toBe(false);
  });

  it("needs nothing else of an expired session that will be created again", () => {
    const row: Session = { sessionUuid, status: "expired" };
    expect(suffices(after(reported), row)).toBe(true);
    expect(suffices(after(reported), row, { ...pair, onExpiry: "recreate" })).toBe(true);
    expect(suffices(after(reported), row, { ...pair, onExpiry: "ignore" })).toBe(false);
    expect(suffices(after(reported), { sessionUuid, status: "active" })).toBe(false);
  });
});

describe("a row that proves which session to adopt", () => {
  const suffices = (row: Session, inputs: SessionInputs = pair, responses = after(reported)) =>
    responses.sufficesForAdoption(row, inputs);

  it("is not enough before a single read has shown what Plivo reports", () => {
    expect(suffices(reported, pair, after())).toBe(false);
    expect(suffices(reported)).toBe(true);
  });

  it("has all of the session's identity", () => {
    expect(suffices(without("virtualNumber"))).toBe(false);
  });

  it("matches the declared arguments that Plivo cannot change", () => {
    expect(suffices({ ...reported, virtualNumberCooloffPeriod: 60 })).toBe(false);
    expect(
      suffices({ ...reported, virtualNumberCooloffPeriod: 60 }, { ...pair, virtualNumberCooloffPeriod: 60 }),
    ).toBe(true);
  });

  it("reports each argument that single reads report", () => {
    expect(suffices(without("callTimeLimit"))).toBe(false);
    expect(suffices(without("incorrectPinPlay"))).toBe(false);
    expect(suffices(without("createSessionWithSingleParty"))).toBe(false);
  });

  it("can have an unset value for an argument that is updated, unless the program declares it", () => {
    const row = { ...reported, callbackUrl: null };
    expect(suffices(row)).toBe(true);
    expect(suffices(row, { ...pair, callbackUrl: "https://example.com/events" })).toBe(false);
  });

  it("has no unset value in place of a default that the session may lack, except for PINs without PINs", () => {
    expect(suffices({ ...reported, virtualNumberCooloffPeriod: null })).toBe(false);
    expect(suffices({ ...reported, pinRetry: null })).toBe(true);
    const required = { isPinAuthenticationRequired: true, firstPartyPin: "1234", secondPartyPin: "5678" };
    expect(suffices({ ...reported, ...required }, { ...pair, ...required })).toBe(true);
    expect(suffices({ ...reported, ...required, pinRetry: null }, { ...pair, ...required })).toBe(false);
    expect(suffices({ ...reported, createSessionWithSingleParty: null })).toBe(true);
  });
});
