import fc from "fast-check";
import { interactionNames, sessionNames } from "../../../provider/plivo/index.ts";
import { readSession } from "../../../provider/plivo/schemas.ts";
import { wireName } from "../../../provider/plivo/wire-names.ts";
import { sessionDetails } from "../../../provider/client/details.ts";

const session_uuid = "c28b77d4-21e7-43bd-9447-04bfee92e651";

/** A session as a program gets it, from a response. */
function details(response: object) {
  const session = readSession({ ...response, session_uuid });
  if (session === undefined) throw new Error("the answer has no session");
  return sessionDetails(session);
}

describe("a session as a program gets it", () => {
  const wires = sessionNames.map((name) => wireName(name));
  const responses = fc.dictionary(fc.constantFrom(...wires), fc.jsonValue());
  const interactions = fc.array(
    fc.dictionary(fc.constantFrom(...interactionNames.map((name) => wireName(name))), fc.jsonValue()),
  );

  it("has every attribute, and nothing that an Output cannot hold, whatever the response is", () => {
    fc.assert(
      fc.property(responses, interactions, (response, calls) => {
        const session = details({ ...response, interaction: calls });
        expect(Object.keys(session).sort()).toEqual([...sessionNames].sort());
        expect(session.interaction).toHaveLength(calls.length);
        for (const call of session.interaction) {
          expect(Object.keys(call).sort()).toEqual([...interactionNames].sort());
        }
        // No undefined, and no number that JSON cannot have.
        expect(JSON.parse(JSON.stringify(session))).toEqual(session);
      }),
    );
  });

  it.each([[null], [""], [undefined], ["soon"], [5], [["no object"]]])(
    "has no interactions if Plivo sends %p",
    (interaction) => expect(details({ interaction }).interaction).toEqual([]),
  );
});
