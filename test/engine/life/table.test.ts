import { effects, expectSuccess, liveIds, useBench } from "../../support/engine.ts";
import { storedIds } from "../../support/stored.ts";
import { hosts, type Host } from "../../support/stand-in/hosts.ts";
import { cells } from "./cells.ts";
import { casesOf } from "./cases.ts";
import { isPlayed, runEvents, sessionsBefore, type EventRuns, type OperationRun } from "./run-cells.ts";
import { headOf, onExpiryValues, type Cell, type Outcome } from "./vocabulary.ts";

/** What an operation did to one session, or would do. */
function outcome({ operation }: OperationRun, name: string): Outcome | undefined {
  const step = operation.steps.find((one) => one.name === name);
  if (step === undefined) return operation.succeeded ? undefined : "error";
  return step.failed ? "error" : (step.op as Outcome);
}

/** The arguments, or outputs, that an operation names as its reason. */
function propertyNames(ran: OperationRun, name: string): string[] {
  // The engine gives them in any order.
  return namesIn(ran, name).toSorted();
}

function namesIn({ operation }: OperationRun, name: string): readonly string[] {
  const step = operation.steps.find((one) => one.name === name);
  if (step?.op === "replace") return step.replaceReasons;
  const inText = new RegExp(`MaskingSession ${name} .*\\[diff: ([^\\]]*)\\]`).exec(operation.text)?.[1];
  return inText?.split(/[~+-]/).filter(Boolean) ?? Object.keys(step?.detailedDiff ?? {});
}

/**
 * The provider's lines about the session with this id. The seconds left of the last 30 are fixed, and the
 * engine's second copy of an error is left out.
 */
function linesAbout({ operation }: OperationRun, id: string): string[] {
  const lines = operation.diagnostics.flatMap(({ message }) => message.split("\n"));
  const own = lines.filter((line) => line.includes(id));
  const texts = own.map((line) => line.slice(line.indexOf("Masking session")).replace(/:\s*$/, ""));
  return [...new Set(texts.map((text) => text.replace(/ends in \d+ s\b/, "ends in 12 s")))];
}

/** The requests for a session. If many sessions are refreshed, a list replaces several GETs. */
function requestsFor({ requests }: OperationRun, name: string, expected: readonly string[]): string[] {
  const own = [...(requests.get(name) ?? [])];
  const isListed = [...requests.keys()].some((path) => path.endsWith("/Masking/Session"));
  return isListed && expected[0] === "GET 200" && own[0] !== expected[0] ? ["GET 200", ...own] : own;
}

/** The names that the preview gives as the reason. */
function namesOn(host: Host, { preview: { names = [], nativeNames } }: Cell): readonly string[] {
  return host === "native" ? (nativeNames ?? names) : names;
}

const rows = cells
  .filter(isPlayed)
  .map((cell) => [headOf(cell).join(", ").replaceAll("`", ""), cell] as const);

describe.each(hosts)("on the %s host", (host) => {
  const bench = useBench(sessionsBefore, { host, existing: true });
  let happened: EventRuns;
  beforeAll(async () => {
    happened = await runEvents(bench);
  }, 600_000);

  describe.each(rows)("a session that is %s", (_title, cell: Cell) => {
    it("has the preview that the table says", () => {
      const { op, says } = cell.preview;
      const names = namesOn(host, cell);
      for (const { name } of casesOf(cell)) {
        const { preview } = happened.of(name);
        expect([name, outcome(preview, name), propertyNames(preview, name)]).toEqual([
          name,
          op,
          names.toSorted(),
        ]);
        const lines = says === undefined ? [] : [expect.stringContaining(says)];
        expect([name, linesAbout(preview, happened.ids[name] ?? "no id")]).toEqual([name, lines]);
      }
    });

    it("gets the outcome that the table says", () => {
      for (const { name } of casesOf(cell)) {
        const { command, next } = happened.of(name);
        expect([name, outcome(command, name)]).toEqual([name, cell.op ?? cell.preview.op]);
        if (cell.next === undefined) continue;
        expect([name, outcome(next, name)]).toEqual([name, cell.next.op]);
        expect([name, next.requests.get(name)]).toEqual([name, cell.next.requests]);
      }
    });

    it("gets the requests that the table says", () => {
      for (const { name } of casesOf(cell)) {
        const { command } = happened.of(name);
        expect([name, requestsFor(command, name, cell.requests)]).toEqual([name, cell.requests]);
      }
    });
  });

  describe("the sessions of all rows", () => {
    it("need no request for their preview", () => {
      expect(happened.previewRequests).toEqual([]);
    });

    it("are repaired by up --refresh if a plain up saw nothing: created again or updated", () => {
      const { operation, requests } = happened.repair;
      expectSuccess(operation);
      const setBack = ["GET 200", "POST 200 record"];
      for (const onExpiry of onExpiryValues) {
        const [unknown, elsewhere] = [`unknown-${onExpiry}-nothing`, `elsewhere-${onExpiry}-nothing`];
        expect(effects(operation)).toMatchObject({ [unknown]: "create", [elsewhere]: "update" });
        expect(requests.get(unknown)).toEqual(["GET 404", "POST 201"]);
        expect(requestsFor(happened.repair, elsewhere, setBack)).toEqual(setBack);
      }
    });

    it("are in the state if they are live, and none is there twice", async () => {
      // What the last run has expired is past its end now.
      bench.advance(600);
      const known = Object.values(await storedIds(bench.stack));
      const live = liveIds(bench);
      expect(live.filter((id) => !known.includes(id))).toEqual([]);
      expect(new Set(known).size).toBe(known.length);
    });
  });

  it("the preview of a replacement that only the clock demands has expiryTime as its only reason in JSON", () => {
    const steps = happened.digest.json?.steps?.filter(({ urn }) =>
      urn.endsWith("::expired-recreate-nothing"),
    );
    expect(steps).toMatchObject([{ op: "replace", replaceReasons: ["expiryTime"] }]);
  });
});
