import fc from "fast-check";
import { check } from "./check-reasons.ts";
import { field, fieldNames } from "../../../provider/session/fields.ts";
import { unknownInput } from "../../../provider/session/unknown.ts";
import { fieldChanges, parties } from "../../support/field-changes.ts";

const both = parties(0);
const pins = {
  ...both,
  isPinAuthenticationRequired: true,
  pinPromptPlay: "https://example.com/prompt.mp3",
  firstPartyPin: "1234",
  secondPartyPin: "4321",
};

/** The problems of valid arguments with these changes. */
function problems(args: Record<string, unknown>): readonly string[] {
  return check({ ...both, ...args }).problems;
}

describe("valid arguments", () => {
  it.each(fieldChanges)("$name passes before and after its change", ({ before, after }) => {
    expect(check(before)).toEqual({ inputs: before, problems: [], warnings: [] });
    expect(check(after)).toEqual({ inputs: after, problems: [], warnings: [] });
  });

  it.each(["+1 202 555 0100", "+1 (202) 555-0100", "+1.202.555.0100", "+1\u2011202\u2011555\u20110100"])(
    "a number is normalised to E.164, however it is written",
    (firstParty) => expect(check({ ...both, firstParty }).inputs.firstParty).toBe("+12025550100"),
  );

  it.each([
    ["+44 (0)20 7946 0018", "+442079460018"],
    ["+49 (0)30 23125 000", "+493023125000"],
    ["+33 06 12345678", "+33612345678"],
    ["+82 010 1234 5678", "+821012345678"],
    ["+91 098765 43210", "+919876543210"],
    ["+39 06 1234 5678", "+390612345678"],
    ["\u202a+44\u00ad20\u200b79460018\u202c", "+442079460018"],
  ])("%s is stored in the form that the parser checked, %s", (secondParty, number) => {
    expect(check({ ...both, secondParty })).toEqual({
      inputs: { ...both, secondParty: number },
      problems: [],
      warnings: [],
    });
  });

  it("checking what was checked changes nothing", () => {
    const values = fc.oneof(
      fc.stringMatching(/^\+(44|49|1|7|39|52|54|55) ?0?[0-9]{7,12}$/),
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.double(),
      fc.constantFrom("+1 202 555 0100", "mp3", "GET", "https://example.com/a.mp3", "1234", unknownInput),
    );
    const args = fc.dictionary(fc.constantFrom<string>(...fieldNames), values);
    fc.assert(
      fc.property(args, (news) => {
        const { inputs } = check(news);
        expect(check(inputs).inputs).toEqual(inputs);
      }),
    );
  });

  it("null and undefined mean that an argument is not set", () => {
    expect(check({ ...both, record: undefined, callbackUrl: null })).toEqual({
      inputs: both,
      problems: [],
      warnings: [],
    });
  });
});

describe("values that are unknown in a preview", () => {
  it.each(fieldNames)("%s may be unknown", (name) => {
    const known = name === "firstParty" || name === "secondParty" ? both : pins;
    expect(check({ sessionExpiry: 3600, ...known, [name]: unknownInput }).problems).toEqual([]);
  });
});

describe("rejected values", () => {
  it.each([
    ["firstParty", "2025550000", /^firstParty must start with "\+" and the country code/],
    ["firstParty", 12025550100, /^firstParty must start with "\+" and the country code.*string/],
    ["firstParty", "+1202555010", /^firstParty is not a possible phone number/],
    ["firstParty", "+52 1 55 1234 5678", /^firstParty has a 1 after \+52, .* leave the 1 out\.$/],
    ["secondParty", "+1415x5550100", /^secondParty may have only digits/],
    ["secondParty", "+\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668", /^secondParty may have only digits/],
    ["sessionExpiry", 0, /^sessionExpiry must be a whole number of 1 or more/],
    ["sessionExpiry", 60.5, /^sessionExpiry must be a whole number/],
    ["firstParty", "+a+12025550100", /^firstParty may have only digits after the "\+"/],
    ["callTimeLimit", -1, /^callTimeLimit must be a whole number/],
    ["ringTimeout", "30", /^ringTimeout must be a whole number/],
    ["pinRetry", 6, /^pinRetry must be a whole number from 0 to 5\.$/],
    ["pinRetryWait", 4, /^pinRetryWait must be a whole number from 5 to 10/],
    ["generatePinLength", 16, /^generatePinLength must be a whole number from 4 to 15/],
    ["virtualNumberCooloffPeriod", 3601, /^virtualNumberCooloffPeriod must be a whole number from 0 to 3600/],
    ["callbackUrl", "ftp://example.com", /^callbackUrl must be a full URL/],
    ["callbackUrl", "", /^callbackUrl must be a full URL.*leave the argument out/],
    ["callbackUrl", "https://hooks.example.com/a b", /^callbackUrl must be a full URL/],
    ["callbackUrl", " https://hooks.example.com/", /^callbackUrl must be a full URL/],
    ["callbackUrl", "https://hooks.example.com/\n", /^callbackUrl must be a full URL/],
    ["recordingCallbackUrl", "example.com", /^recordingCallbackUrl must be a full URL/],
    ["unknownCallerPlay", "https://example.com/a.ogg", /^unknownCallerPlay must point to an \.mp3 or \.wav/],
    ["unknownCallerPlay", "https://example.com/a.mp3.exe", /^unknownCallerPlay must point to an \.mp3/],
    ["unknownCallerPlay", "https://media.example.com/mp3", /^unknownCallerPlay must point to an \.mp3/],
    [
      "incorrectPinPlay",
      "https://example.com/a?b=c.mp3",
      /^incorrectPinPlay must point to an \.mp3 or \.wav/,
    ],
    ["callbackMethod", "PUT", /^callbackMethod must be "GET" or "POST"/],
    ["recordingCallbackMethod", "get", /^recordingCallbackMethod must be "GET" or "POST"/],
    ["recordFileFormat", "ogg", /^recordFileFormat must be "mp3" or "wav"/],
    ["record", "perhaps", /^record must be true or false/],
    ["onExpiry", "never", /^onExpiry must be "recreate" or "ignore" or "fail"/],
    ["subaccount", " ", /^subaccount must not be empty/],
  ])("%s: %p is refused in one sentence that names it and not the value", (name, value, expected) => {
    const found = problems({ [name]: value });
    expect(found).toEqual([expect.stringMatching(expected)]);
    if (typeof value === "string" && value.length > 3) expect(found.join()).not.toContain(value);
  });

  const ofKind = (kind: "integer" | "boolean") =>
    fieldNames.filter((name) => {
      const own = field(name).kind;
      return (typeof own === "string" ? own : own.type) === kind;
    });

  it.each(ofKind("integer"))("%s as a text is rejected, with the method that reads a number", (name) => {
    expect(check({ ...both, sessionExpiry: 7200, [name]: "3600" }).problems).toEqual([
      expect.stringMatching(
        new RegExp(`^${name} must be a whole number .*, not a text: read it with config\\.requireNumber\\.$`),
      ),
    ]);
  });

  it.each(ofKind("boolean"))("%s as a text is rejected, with the method that reads a boolean", (name) => {
    expect(problems({ [name]: "true" })).toEqual([
      `${name} must be true or false, not a text: read it with config.requireBoolean.`,
    ]);
  });

  it.each(["https://example.com/a.MP3", "http://example.com/a.wav?token=1"])("a prompt can be %s", (url) => {
    expect(problems({ unknownCallerPlay: url })).toEqual([]);
  });

  it("all problems of a session are reported at once", () => {
    const found = check({ firstParty: "1", sessionExpiry: 0, record: "yes", secondparty: "x" }).problems;
    expect(found).toHaveLength(4);
    expect(found.join("\n")).toMatch(/firstParty[^]*sessionExpiry[^]*record[^]*"secondparty"/);
  });

  it.each([
    ["first_party", "firstParty"],
    ["callbackURL", "callbackUrl"],
    ["recordFormat", "recordFileFormat"],
  ])("an unknown argument %s is rejected, and %s is suggested", (name, suggestion) => {
    expect(problems({ [name]: "x" })).toEqual([
      `There is no argument "${name}". Did you mean "${suggestion}"?`,
    ]);
  });

  it.each([
    ["firstPart", "firstParty", { firstPart: both.firstParty, secondParty: both.secondParty }],
    ["pinPromptPlai", "pinPromptPlay", { ...pins, pinPromptPlay: undefined, pinPromptPlai: "x" }],
    ["recrod", "record", { ...both, recrod: true }],
    ["firstPin", "firstPartyPin", { ...pins, firstPartyPin: undefined, firstPin: "1234" }],
    ["secondPin", "secondPartyPin", { ...pins, secondPartyPin: undefined, secondPin: "4321" }],
    ["second", "secondParty", { firstParty: both.firstParty, second: both.secondParty }],
    ["secondPartyPn", "secondPartyPin", { ...pins, secondPartyPin: undefined, secondPartyPn: "4321" }],
    ["onExpire", "onExpiry", { ...both, initiateCallToFirstParty: true, onExpire: "ignore" }],
    ["sessionExpiri", "sessionExpiry", { ...both, renewBefore: 60, sessionExpiri: 3600 }],
    [
      "isPinAuthenticationRequird",
      "isPinAuthenticationRequired",
      { ...pins, isPinAuthenticationRequired: undefined, isPinAuthenticationRequird: true },
    ],
    [
      "createSessionWithSingleparty",
      "createSessionWithSingleParty",
      { firstParty: both.firstParty, createSessionWithSingleparty: true },
    ],
  ])("a misspelled %s causes no second complaint about %s", (name, suggestion, args) => {
    expect(check(args).problems).toEqual([`There is no argument "${name}". Did you mean "${suggestion}"?`]);
  });

  it("an unknown argument that resembles none does not hide the complaint about a missing one", () => {
    expect(check({ caller: both.firstParty, "12025550111": true }).problems).toEqual([
      expect.stringMatching(/^There is no argument/),
      expect.stringMatching(/^There is no argument/),
      expect.stringMatching(/^firstParty is required/),
      expect.stringMatching(/^secondParty is required/),
    ]);
  });

  it.each(["+12025550100", "12025550100abc", "abc12025550100", "1", ""])(
    "the name of an unknown argument is not quoted if it may contain a number: %j",
    (name) => expect(problems({ [name]: true })).toEqual(["There is no argument."]),
  );

  it("a rejected argument is left out, and is no part of rules about several arguments", () => {
    expect(check({ ...both, pinRetry: 9 }).inputs).toEqual(both);
    const { inputs, problems } = check({ ...both, firstParty: "no number" });
    expect(inputs).toEqual({ secondParty: both.secondParty });
    expect(problems).toHaveLength(1);
  });
});

describe("rejected combinations of arguments", () => {
  const { firstParty, secondParty } = both;

  it.each([
    ["no second party", { firstParty }, /^secondParty is required/],
    ["no first party", { secondParty }, /^firstParty is required/],
    [
      "no party at all, even with a single one",
      { createSessionWithSingleParty: true },
      /^firstParty or secondParty is required/,
    ],
    ["equal parties", { firstParty, secondParty: "+1 202 555 01 00" }, /^secondParty must differ/],
    [
      "equal parties in two spellings",
      { firstParty: "+44 (0)20 7946 0018", secondParty: "+44 20 7946 0018" },
      /^secondParty must differ/,
    ],
    [
      "PIN authentication without a prompt",
      { ...pins, pinPromptPlay: undefined },
      /^pinPromptPlay is required/,
    ],
    [
      "PIN authentication with one PIN of two",
      { ...pins, secondPartyPin: undefined },
      /^secondPartyPin must be set/,
    ],
    ["equal PINs", { ...pins, secondPartyPin: "1234" }, /^secondPartyPin must differ/],
    ["PIN length", { ...pins, secondPartyPin: "123" }, /^secondPartyPin must be 4 to 15 digits/],
    ["a PIN as a number", { ...pins, secondPartyPin: 4321 }, /^secondPartyPin must be a string/],
    [
      "a PIN without PIN authentication",
      { ...both, firstPartyPin: "1234" },
      /^firstPartyPin has no effect unless/,
    ],
    [
      "generatePin without PIN authentication",
      { ...both, generatePin: true },
      /^generatePin has no effect unless/,
    ],
    [
      "forced PIN without PIN authentication",
      { ...both, forcePinAuthentication: true },
      /^forcePinAuthentication has no effect/,
    ],
    ["a call at once without onExpiry", { ...both, initiateCallToFirstParty: true }, /^onExpiry must be set/],
  ])("%s", (_what, args, expected) => {
    expect(check(args).problems).toEqual([expect.stringMatching(expected)]);
  });

  it("generatePin and given PINs exclude each other", () => {
    expect(check({ ...pins, generatePin: true }).problems).toEqual([
      expect.stringMatching(/^firstPartyPin cannot be set if generatePin is true/),
      expect.stringMatching(/^secondPartyPin cannot be set if generatePin is true/),
    ]);
  });

  it.each([
    ["one party, declared single", { firstParty, createSessionWithSingleParty: true }],
    ["the second party alone, declared single", { secondParty, createSessionWithSingleParty: true }],
    [
      "one PIN with a single party",
      { ...pins, secondParty: undefined, secondPartyPin: undefined, createSessionWithSingleParty: true },
    ],
    [
      "generated PINs",
      { ...both, isPinAuthenticationRequired: true, generatePin: true, pinPromptPlay: pins.pinPromptPlay },
    ],
    ["a call at once with onExpiry", { ...both, initiateCallToFirstParty: true, onExpiry: "ignore" }],
  ])("%s is allowed", (_what, args) => expect(check(args).problems).toEqual([]));
});

describe("the argument renewBefore", () => {
  it("needs sessionExpiry, by which the session is extended", () => {
    expect(problems({ renewBefore: 60 })).toEqual([
      "renewBefore needs sessionExpiry, by which the session is extended. Set it, or remove renewBefore.",
    ]);
  });

  it.each([3600, 3601])(
    "of %i is not smaller than a sessionExpiry of 3600, and is rejected",
    (renewBefore) => {
      expect(problems({ sessionExpiry: 3600, renewBefore })).toEqual([
        "renewBefore must be smaller than sessionExpiry. Otherwise every `pulumi up` would extend the session.",
      ]);
    },
  );

  it("that leaves a short life causes a warning, and no problem", () => {
    const { problems: refused, warnings } = check({ ...both, sessionExpiry: 3600, renewBefore: 3480 });
    expect(refused).toEqual([]);
    expect(warnings).toEqual([
      "renewBefore leaves only 2 min of sessionExpiry, so every later `pulumi up` extends the session. Use a smaller renewBefore " +
        "or a larger sessionExpiry to save requests.",
    ]);
    expect(check({ ...both, sessionExpiry: 3600, renewBefore: 3300 }).warnings).toEqual([]);
  });

  it("or sessionExpiry is not checked while it is unknown", () => {
    expect(problems({ sessionExpiry: unknownInput, renewBefore: 60 })).toEqual([]);
    expect(problems({ sessionExpiry: 60, renewBefore: unknownInput })).toEqual([]);
  });
});

describe("an argument that is allowed but probably a mistake", () => {
  const warnings = (args: object, isLocal = false) => {
    const checked = check({ ...both, ...args }, () => isLocal);
    expect(checked.problems).toEqual([]);
    return checked.warnings;
  };

  it.each([59, 1, 86_401])(
    "can be a sessionExpiry of %i, on which Plivo's documents disagree",
    (sessionExpiry) => {
      expect(warnings({ sessionExpiry })).toEqual([
        "sessionExpiry is not from 60 to 86400 seconds. Plivo's documents disagree on that range: it may refuse the value, or end the " +
          "session at another time.",
      ]);
    },
  );

  it.each([60, 86_400, unknownInput])("is not a sessionExpiry of %s", (sessionExpiry) => {
    expect(warnings({ sessionExpiry })).toEqual([]);
  });

  const callbacks = ["callbackUrl", "recordingCallbackUrl"] as const;

  it.each(callbacks)("can be a %s with http:// to another machine, and its value is not quoted", (name) => {
    const expected = `${name} starts with http://, so Plivo sends the parties' numbers to it in clear: use a URL with https://.`;
    expect(warnings({ [name]: "http://user:secret@hooks.example.com/events" })).toEqual([expected]);
    expect(warnings({ [name]: "http://10.0.0.7:3000/events" }, true)).toEqual([expected]);
  });

  it.each(
    callbacks.flatMap((name) =>
      [
        "http://localhost:3000/events",
        "https://localhost./events",
        "http://hooks.localhost/events",
        "http://127.0.0.1/events",
        "https://127.1/events",
        "http://0.0.0.0:3000/",
        "http://[::1]:3000/",
        "http://[::ffff:127.0.0.1]/",
      ].map((url) => [name, url] as const),
    ),
  )("can be a %s %s, unless Plivo's API is on this machine too", (name, url) => {
    expect(warnings({ [name]: url })).toEqual([
      `${name} leads to this machine, which Plivo cannot reach: set a public URL, such as a tunnel's.`,
    ]);
    expect(warnings({ [name]: url }, true)).toEqual([]);
    expect(warnings({ [name]: url, account: unknownInput })).toEqual([]);
  });

  it.each(["https://hooks.example.com/events", "https://localhost.example.com/", unknownInput])(
    "is not a callback to %s",
    (url) => expect(warnings({ callbackUrl: url, recordingCallbackUrl: url })).toEqual([]),
  );
});

describe("the argument adoptSessionUuid", () => {
  it("is a UUID, and normalised to lower case", () => {
    const adoptSessionUuid = "9A1C1F6E-0C0F-4A4E-8F4B-0D6C6A3B2C1D";
    expect(check({ ...both, adoptSessionUuid }).inputs.adoptSessionUuid).toBe(adoptSessionUuid.toLowerCase());
  });

  it.each(["", "12025550100", "https://example.com", 7])("%p is rejected", (adoptSessionUuid) => {
    expect(problems({ adoptSessionUuid })).toHaveLength(1);
  });
});
