import { sessionDetails } from "../../../provider/client/details.ts";
import { importedSession } from "../../../provider/command/imported-session.ts";
import { programSource } from "../../../provider/command/program-source.ts";
import { readSession } from "../../../provider/plivo/schemas.ts";

const session_uuid = "c28b77d4-21e7-43bd-9447-04bfee92e651";

/** The declaration of a session, from the API's response. */
function importSession(answer: object) {
  const session = readSession({ session_uuid, ...answer });
  if (session === undefined) throw new Error("the answer has no session");
  return importedSession(sessionDetails(session), "ride", undefined);
}

/** The arguments with their values; for configuration entries, key and kind. */
function declaredArguments(answer: object): Record<string, unknown> {
  const { arguments: given } = importSession(answer);
  return Object.fromEntries(
    given.map(({ name, value }) => [
      name,
      typeof value === "object"
        ? `${value.secret ? "secret" : "plain"} ${value.key} ${value.value ?? "?"}`
        : value,
    ]),
  );
}

const parties = { first_party: "12025550147", second_party: "12025550148" };
const pins = { is_pin_authentication_required: true, pin_prompt_play: "https://example.com/prompt.mp3" };

describe("the program of an imported session", () => {
  it("declares the given PINs as secrets", () => {
    const given = { ...parties, ...pins, first_party_pin: "48217", second_party_pin: "90356" };
    expect(declaredArguments(given)).toMatchObject({
      firstPartyPin: "secret rideFirstPartyPin 48217",
      secondPartyPin: "secret rideSecondPartyPin 90356",
    });
  });

  it.each([
    ["shown", { first_party_pin: "48217", second_party_pin: "90356" }],
    ["hidden", {}],
  ])("declares no PIN that Plivo generated and that is %s", (_, shown) => {
    const names = Object.keys(declaredArguments({ ...parties, ...pins, generate_pin: true, ...shown }));
    expect(names).toContain("generatePin");
    expect(names.filter((name) => name.endsWith("PartyPin"))).toEqual([]);
  });

  it("asks for the PIN of each existing party if Plivo does not show it", () => {
    expect(declaredArguments({ ...parties, ...pins })).toMatchObject({
      firstPartyPin: "secret rideFirstPartyPin ?",
      secondPartyPin: "secret rideSecondPartyPin ?",
    });
    const single = declaredArguments({ first_party: parties.first_party, ...pins });
    expect(single).toMatchObject({ firstPartyPin: "secret rideFirstPartyPin ?" });
    expect(single).not.toHaveProperty("secondPartyPin");
  });

  it("declares no PIN if the session asks for none", () => {
    const given = { ...parties, generate_pin: true, pin_retry: 3, first_party_pin: "48217" };
    expect(Object.keys(declaredArguments(given)).filter((name) => /pin/i.test(name))).toEqual([]);
  });

  it.each([
    ["first_party", { first_party: "12025550147" }],
    ["second_party", { second_party: "12025550148" }],
  ])("declares createSessionWithSingleParty if the session has only the %s", (_, party) => {
    expect(declaredArguments(party)).toMatchObject({ createSessionWithSingleParty: true });
    expect(declaredArguments(parties)).not.toHaveProperty("createSessionWithSingleParty");
  });

  it("declares sessionExpiry if the session has one and Plivo does not show it", () => {
    expect(declaredArguments({ ...parties, duration: 3600 })).toMatchObject({ sessionExpiry: 3600 });
    expect(declaredArguments({ ...parties, duration: 3600, session_expiry: 1800 })).toMatchObject({
      sessionExpiry: 1800,
    });
    expect(declaredArguments(parties)).not.toHaveProperty("sessionExpiry");
  });

  it("lists which values may exist but are not shown, and none that it declares", () => {
    const { notShown, arguments: given } = importSession({ ...parties, duration: 3600 });
    expect(notShown).toContain("geomatch");
    expect(given.map(({ name }) => name).filter((name) => (notShown as string[]).includes(name))).toEqual([]);
    expect(importSession({ ...parties, subaccount: "SAXXXXXXXXXXXXXXXXX9" }).notShown).not.toContain(
      "subaccount",
    );
  });

  it("says in a comment what Plivo does not show, and has no comment if all is shown", () => {
    const session = { ...importSession(parties), notShown: [] };
    expect(programSource([session])).toContain(
      "\nconst config = new pulumi.Config();\n\nconst ride = new MaskingSession(",
    );
    expect(programSource([{ ...session, notShown: ["geomatch"] }])).toContain(
      "\n// Plivo does not show geomatch: if one is set, add it, or a replacement of the\n// session will lack it.\n",
    );
  });
});
