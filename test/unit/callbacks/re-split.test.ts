import fc from "fast-check";
import {
  parseCallback,
  signCallback,
  verifySignature,
  type CallbackEvent,
} from "../../../provider/callbacks/index.ts";
import { kinds } from "../../../provider/callbacks/hidden-attributes.ts";
import { checkSignature, type SignedRequest } from "../../../provider/callbacks/signature.ts";
import { recordingCallbackAttributes, sessionCallbackAttributes } from "../../document/callback-names.ts";

const token = "c0ffee-token-of-nobody";
const url = "https://example.com/plivo/events";
const nonceName = "X-Plivo-Signature-V3-Nonce";

type Pairs = readonly (readonly [name: string, value: string])[];

const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from("0123456789")), minLength, maxLength });
const number = digits(4, 4).map((end) => `1202555${end}`);
const count = fc.nat({ max: 9_999 }).map(String);
const time = fc.nat({ max: 59 }).map((s) => `2026-03-01 10:00:${String(s).padStart(2, "0")} +0000 UTC`);
const common = {
  SessionUUID: fc.uuid(),
  EventTimestamp: time,
  SequenceNumber: count,
};
const shared = { From: number, To: number, VirtualNumber: number };
const sessionAttributes = fc.record(
  {
    ...common,
    ...shared,
    EventName: fc.constantFrom("SessionFirstPartyAnswer", "SessionPinAuthenticationStatus", "SessionTimeout"),
    PinAuthenticationStatus: fc.constantFrom("success", "failed", "AuthorizedCaller"),
    PinRetryCounter: count,
    Amount: count.map((cents) => `0.${cents}`),
    BilledDuration: count,
    Duration: count,
    PlivoHangupCause: fc.constantFrom("Normal Hangup", "Rejected", "Busy Line", "Unknown"),
    PlivoHangupCauseCode: count,
    // Unknown attributes.
    RingDuration: count,
    Zone: fc.constantFrom("eu", "To be said"),
  },
  { requiredKeys: ["EventName", "SessionUUID", "EventTimestamp", "SequenceNumber"], noNullPrototype: true },
);
const recordingAttributes = fc.record(
  {
    ...common,
    ...shared,
    EventName: fc.constantFrom("SessionRecordingInitiated", "SessionRecordingCompleted"),
    RecordingUUID: fc.uuid(),
    RecordingURL: fc.uuid().map((id) => `https://media.example.com/${id}.mp3?a=b&To=c`),
    RecordingResourceURL: fc.uuid().map((id) => `https://api.example.com/v1/Recording/${id}/`),
    RecordingDuration: count,
    RecordingStartTime: time,
    RecordingEndTime: time,
    RecordingFormat: fc.constantFrom(".mp3", ".wav"),
  },
  { requiredKeys: ["EventName", "SessionUUID", "EventTimestamp", "SequenceNumber"], noNullPrototype: true },
);
const attributes = fc.oneof(sessionAttributes, recordingAttributes) as fc.Arbitrary<Record<string, string>>;

const sort = (pairs: Pairs) =>
  pairs.toSorted(([name, value], [otherName, otherValue]) =>
    name < otherName || (name === otherName && value < otherValue) ? -1 : 1,
  );
interface Move {
  readonly kind: "merge" | "shift" | "split" | "query" | "nonce";
  readonly at: number;
  readonly by: number;
}
const moves = fc.array(
  fc.record<Move>({
    kind: fc.constantFrom("merge", "merge", "shift", "split", "query", "nonce"),
    at: fc.nat({ max: 20 }),
    by: fc.nat({ max: 60 }),
  }),
  { minLength: 1, maxLength: 3 },
);

interface Split {
  readonly query: string;
  readonly pairs: Pairs;
  readonly nonce: string;
}

/** Moves one boundary between attributes. The characters and their order stay. */
function moveBoundary({ query, pairs, nonce }: Split, { kind, at, by }: Move): Split {
  const place = at % pairs.length;
  const [name = "", value = ""] = pairs[place] ?? [];
  const [before, after] = [pairs.slice(0, place), pairs.slice(place + 1)];
  const cut = by % (value.length + 1);
  if (kind === "split") {
    return {
      query,
      nonce,
      pairs: [...before, [name, value.slice(0, cut)], [value.slice(cut), ""], ...after],
    };
  }
  if (kind === "shift") {
    const text = name + value;
    const border = by % (text.length + 1);
    return { query, nonce, pairs: [...before, [text.slice(0, border), text.slice(border)], ...after] };
  }
  if (kind === "merge") {
    const [next, ...rest] = after;
    if (next === undefined) return { query, pairs, nonce };
    // The next attribute can keep its value, under a name that ends in the old one.
    const merged: Pairs[number] =
      by % 2 === 0
        ? [name, value + next.join("")]
        : [name + value.slice(0, cut) + value.slice(cut) + next[0], next[1]];
    const split: Pairs =
      by % 3 === 0
        ? [
            [name, value.slice(0, cut)],
            [value.slice(cut) + next[0], next[1]],
          ]
        : [merged];
    return { query, nonce, pairs: [...before, ...split, ...rest] };
  }
  if (kind === "query") {
    const moving = pairs.slice(0, place).flat().join("");
    return moving === ""
      ? { query, pairs, nonce }
      : { query: `${query}.${moving}`, pairs: pairs.slice(place), nonce };
  }
  return cutToNonce({ query, pairs, nonce }, by);
}

/** The signed text continues with "." and the nonce, so a text cut at any "." has the same form. */
function cutToNonce({ query, pairs, nonce }: Split, by: number): Split {
  const dotted = pairs.flatMap(([, value], index) => (value.includes(".") ? [index] : []));
  const place = dotted[by % Math.max(1, dotted.length)];
  if (place === undefined) return { query, pairs, nonce };
  const [name = "", value = ""] = pairs[place] ?? [];
  const dot = value.indexOf(".");
  const lost =
    value.slice(dot + 1) +
    pairs
      .slice(place + 1)
      .flat()
      .join("");
  return { query, pairs: [...pairs.slice(0, place), [name, value.slice(0, dot)]], nonce: `${lost}.${nonce}` };
}

function requestOf({ query, pairs, nonce }: Split, headers: Record<string, string>): SignedRequest {
  return {
    method: "POST",
    url: `${url}?tenant=${encodeURIComponent(query)}`,
    headers: { ...headers, [nonceName]: nonce },
    body: new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString(),
    authTokens: token,
  };
}

/** The documented attributes. A free text may be shortened: it does not identify the event. */
function documentedAttributes({ unknownAttributes, ...event }: CallbackEvent): Record<string, unknown> {
  return { ...event, plivoHangupCause: undefined, unknownAttributes: undefined };
}

describe("a re-split signed request", () => {
  it("is unsigned, or is the same event with every attribute it had", () => {
    let sameText = 0;
    let refused = 0;
    const property = fc.property(attributes, moves, (given, steps) => {
      const { headers } = signCallback({ url: `${url}?tenant=a`, attributes: given, authToken: token });
      const original: Split = {
        query: "a",
        pairs: sort(Object.entries(given)),
        nonce: headers[nonceName] ?? "",
      };
      expect(verifySignature(requestOf(original, headers))).toBe(true);
      const changed = steps.reduce(moveBoundary, original);
      const request = requestOf(changed, headers);
      if ("signedText" in checkSignature(request) && JSON.stringify(changed) !== JSON.stringify(original))
        sameText += 1;
      if (!verifySignature(request)) {
        refused += 1;
        return;
      }
      const before = parseCallback(requestOf(original, headers).body ?? "");
      const after = parseCallback(request.body ?? "");
      expect(documentedAttributes(after)).toEqual(documentedAttributes(before));
      expect(Object.keys(after).length).toBeGreaterThanOrEqual(Object.keys(before).length);
    });
    fc.assert(property, { numRuns: 4_000 });
    // Many of them have the signed text, so the signature is not the only check that rejects.
    expect([sameText > 300, refused > 300]).toEqual([true, true]);
  });

  it("counts as signed with future attributes of Plivo's, whatever they begin or end with", () => {
    const later = {
      TotalDuration: "61",
      TransferredTo: "12025550100",
      DurationKind: "1",
      ConnectionAmount: "0.1",
    };
    const given = {
      EventName: "SessionTimeout",
      SessionUUID: "c28b77d4-21e7-43bd-9447-04bfee92e651",
      ...later,
    };
    const { headers, ...request } = signCallback({ url, attributes: given, authToken: token });
    expect(verifySignature({ ...request, headers, authTokens: token })).toBe(true);
  });

  it.each([
    ["a name that is not Plivo's", { totalDuration: "61" }],
    ["a name with a digit in it", { Ab1Duration: "61" }],
    ["an ending that no name of Plivo's has", { MySequenceNumber: "7" }],
    ["another attribute's value", { Duration: "none", Zone: "Duration61" }],
  ])("counts as altered if a documented attribute is hidden in %s", (_, more) => {
    const given = {
      EventName: "SessionTimeout",
      SessionUUID: "c28b77d4-21e7-43bd-9447-04bfee92e651",
      ...more,
    };
    const { headers, ...request } = signCallback({ url, attributes: given, authToken: token });
    expect(checkSignature({ ...request, headers, authTokens: token })).toMatchObject({ altered: true });
  });

  it("counts as signed with empty attributes, as forms have them", () => {
    const given = Object.fromEntries(Object.keys(kinds).map((name) => [name, ""]));
    const { headers, ...request } = signCallback({ url, attributes: given, authToken: token });
    expect(verifySignature({ ...request, headers, authTokens: token })).toBe(true);
  });

  it.each(["a.b", "a b", "é", "a".repeat(65), "a\n", "a,b"])(
    "counts as unsigned with the nonce %j",
    (nonce) => {
      const { headers, ...request } = signCallback({ url, attributes: {}, authToken: token, nonce });
      expect(verifySignature({ ...request, headers, authTokens: token })).toBe(false);
    },
  );

  it.each(["12345678901234567890", "a-B_9", "a".repeat(64)])(
    "counts as signed with the nonce %j",
    (nonce) => {
      const { headers, ...request } = signCallback({ url, attributes: {}, authToken: token, nonce });
      expect(verifySignature({ ...request, headers, authTokens: token })).toBe(true);
    },
  );
});

it("each documented attribute has a value that is recognised if it is hidden in another", () => {
  const names = [...sessionCallbackAttributes, ...recordingCallbackAttributes];
  expect(names.filter((name) => kinds[name] === undefined)).toEqual([]);
});
