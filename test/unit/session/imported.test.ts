import { importedArguments, importedInputs } from "../../../provider/session/imported.ts";
import { parties } from "../../support/field-changes.ts";

const both = parties(0);
const sessionUuid = "4189591e-d004-4801-abdf-8893c15e5dcd";

/** What an import declares for a session for which Plivo reports only these arguments. */
const importOf = (shown: Record<string, unknown>) => importedArguments({ sessionUuid, ...shown });
const declared = (shown: Record<string, unknown>) =>
  Object.fromEntries(importOf(shown).arguments.map(({ name, value, source }) => [name, [value, source]]));

const shownParties = {
  firstParty: [both.firstParty, "shown"],
  secondParty: [both.secondParty, "shown"],
};

describe("an imported session", () => {
  it("declares what Plivo reports, but no default and no null", () => {
    const shown = { ...both, record: true, geomatch: true, recordFileFormat: "mp3", ringTimeout: null };
    expect(declared(shown)).toEqual({ ...shownParties, record: [true, "shown"] });
  });

  it("declares its duration as sessionExpiry only if Plivo does not report that", () => {
    expect(declared({ ...both, duration: 7200 })).toEqual({
      ...shownParties,
      sessionExpiry: [7200, "derived"],
    });
    const shown = { ...both, duration: 7200, sessionExpiry: 3600 };
    expect(declared(shown)).toEqual({ ...shownParties, sessionExpiry: [3600, "shown"] });
    expect(declared({ ...both, duration: "7200" })).toEqual(shownParties);
  });

  it.each(["firstParty", "secondParty"] as const)("is one with a single party if it has only %s", (name) => {
    expect(declared({ [name]: both[name] })).toEqual({
      [name]: shownParties[name],
      createSessionWithSingleParty: [true, "derived"],
    });
  });

  it("keeps onExpiry from ringing a phone again only if it rang one", () => {
    const quiet = { onExpiry: ["ignore", "advised"], initiateCallToFirstParty: [true, "shown"] };
    expect(declared({ ...both, initiateCallToFirstParty: true })).toEqual({ ...shownParties, ...quiet });
    expect(declared({ ...both, initiateCallToFirstParty: false })).toEqual(shownParties);
  });

  it("may have arguments that Plivo does not report", () => {
    const hidden = ["geomatch", "subaccount", "sessionExpiry", "unknownCallerPlay"];
    const { notShown } = importOf(both);
    expect(notShown).toEqual([...hidden, "createSessionWithSingleParty", "virtualNumberCooloffPeriod"]);
    expect(importOf({ ...both, geomatch: true }).notShown).not.toContain("geomatch");
    // Declared instead, by its duration.
    expect(importOf({ ...both, duration: 7200 }).notShown).not.toContain("sessionExpiry");
  });
});

describe("an imported session with PINs", () => {
  const pins = { ...both, isPinAuthenticationRequired: true };
  const required = { isPinAuthenticationRequired: [true, "shown"] };
  const prompt = { pinPromptPlay: [undefined, "not shown"] };

  it("must be given the PINs that Plivo did not generate, and their prompt", () => {
    const missing = { firstPartyPin: [undefined, "not shown"], secondPartyPin: [undefined, "not shown"] };
    expect(declared(pins)).toEqual({ ...shownParties, ...required, ...prompt, ...missing });
    expect(declared({ ...pins, generatePin: false })).toMatchObject(missing);
  });

  it("must be given the PIN of its one party only", () => {
    const { firstParty } = both;
    const single = { ...shownParties, createSessionWithSingleParty: [true, "derived"] };
    const { secondParty: _, ...first } = single;
    const missing = { firstPartyPin: [undefined, "not shown"] };
    const shown = { firstParty, isPinAuthenticationRequired: true };
    expect(declared(shown)).toEqual({ ...first, ...required, ...prompt, ...missing });
    const { firstParty: __, ...second } = single;
    const { secondParty } = both;
    expect(declared({ secondParty, isPinAuthenticationRequired: true })).toEqual({
      ...second,
      ...required,
      ...prompt,
      secondPartyPin: [undefined, "not shown"],
    });
  });

  it("declares no PIN that Plivo generated, reported or not", () => {
    const generated = { ...pins, generatePin: true };
    const expected = { ...shownParties, ...required, ...prompt, generatePin: [true, "shown"] };
    expect(declared(generated)).toEqual(expected);
    expect(declared({ ...generated, firstPartyPin: "1234", secondPartyPin: "5678" })).toEqual(expected);
  });

  it("declares a PIN that it was given, though it is secret", () => {
    const shown = { ...pins, pinPromptPlay: "https://example.com/prompt.mp3", firstPartyPin: "1234" };
    expect(declared(shown)).toMatchObject({
      firstPartyPin: ["1234", "shown"],
      secondPartyPin: [undefined, "not shown"],
      pinPromptPlay: ["https://example.com/prompt.mp3", "shown"],
    });
  });

  it("is complete only if Plivo reports all that a program must declare", () => {
    expect(importedInputs({ sessionUuid, ...both })).toEqual({ inputs: both, isComplete: true });
    const { inputs, isComplete } = importedInputs({ sessionUuid, ...pins });
    expect(inputs).toEqual({ ...both, isPinAuthenticationRequired: true });
    expect(isComplete).toBe(false);
  });
});
