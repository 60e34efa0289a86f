import { ProviderError } from "../../provider/common/errors.ts";
import { assertNoLeak, everythingOf, outcomeOf } from "./oracles.ts";
import { writtenForms, type Personal } from "./personal.ts";
import { assertQuotesNothing } from "./quotes.ts";
import { Watchdog } from "./watchdog.ts";

class PlantedError extends ProviderError {
  readonly code = "PLIVO_PLANTED";
  constructor(
    message: string,
    readonly more?: unknown,
  ) {
    super(message);
  }
}

const number: Personal = { kind: "number", value: "+12025550147" };
const pin: Personal = { kind: "PIN", value: "48217" };
const token: Personal = { kind: "token", value: "c0ffee-token" };
const oracleSession = "c28b77d4-21e7-43bd-9447-04bfee92e651";

describe("the fuzz test finds a planted", () => {
  let watchdog: Watchdog;
  beforeAll(() => {
    watchdog = new Watchdog(50);
  });
  afterAll(() => watchdog.stop());

  it("crash: an error of another class, and one with an id", async () => {
    const withId = Object.assign(new PlantedError("no"), { id: oracleSession });
    for (const error of [new TypeError("no"), withId])
      await expect(outcomeOf(watchdog, () => Promise.reject(error))).rejects.toMatchObject({
        fault: "crash",
      });
  });

  it("hang: a call without an outcome", async () => {
    const endless = () => new Promise(() => undefined);
    await expect(outcomeOf(watchdog, endless)).rejects.toMatchObject({ fault: "hang" });
  });

  const places: [string, (text: string) => Error][] = [
    ["message", (text) => new PlantedError(text)],
    ["stack", (text) => Object.defineProperty(new PlantedError("no"), "stack", { value: text })],
    ["property", (text) => new PlantedError("no", { deep: [{ deeper: new Map([[1, text]]) }] })],
    ["cause", (text) => Object.assign(new PlantedError("no"), { cause: new Error(text) })],
  ];

  it.each(places)("leak: a value in an error's %s, in any notation", (_place, error) => {
    for (const value of [number, pin, token]) {
      for (const form of writtenForms(value)) {
        const text = everythingOf(error(`it says ${form} there`));
        expect(() => assertNoLeak([text], [value])).toThrow(/^leak: /);
      }
    }
    const clean = everythingOf(error(`Masking session ${oracleSession}, [removed], 148217 and 482170`));
    assertNoLeak([clean], [number, pin, token]);
  });

  it("quotation: a problem that shows an argument's value, at any depth", () => {
    const hostile = { firstParty: "2025550147", pinRetry: 48217, more: { nested: ["sesame-opens"] } };
    for (const quoted of ["2025550147", "48217", "sesame-opens"]) {
      expect(() => {
        assertQuotesNothing(["firstParty is wrong.", `${quoted} is wrong.`], hostile);
      }).toThrow(/^leak: /);
    }
    assertQuotesNothing(["it expired 48217 d ago.", "it ends in 48217 h 4 min, so"], hostile);
    assertQuotesNothing(['firstParty must start with "+".', "more 482170 is wrong."], hostile);
  });
});
