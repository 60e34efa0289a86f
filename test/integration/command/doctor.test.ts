import { tmpdir } from "node:os";
import path from "node:path";
import { MaskingClient } from "../../../provider/client/index.ts";
import { clockFinding } from "../../../provider/command/examine-account.ts";
import { nodeFinding } from "../../../provider/command/examine-machine.ts";
import { tryExamine, isAtLeast } from "../../../provider/command/findings.ts";
import { Interrupted } from "../../../provider/command/io.ts";
import { runCommand } from "../../support/command-in-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { benchForAll, findingOf, openCommand, putPulumi } from "./support.ts";

describe("npx pulumi-plivo-masking doctor", () => {
  const bench = benchForAll();
  const folder = temporaryFolder();
  const PATH = `${folder}${path.delimiter}${process.env["PATH"] ?? ""}`;
  beforeAll(() => putPulumi(folder));

  it("names a PLIVO_CLOCK_OFFSET that is none, and asks nobody", async () => {
    bench.emulator.requests.clear();
    const environment = { ...bench.emulator.environment, PATH, PLIVO_CLOCK_OFFSET: "1h" };
    const ended = await bench.run(["doctor", "--json"], { environment });
    expect(findingOf(ended, "clock")).toMatchObject({
      verdict: "problem",
      text: expect.stringContaining("PLIVO_CLOCK_OFFSET must be a number of seconds") as string,
    });
    expect(findingOf(ended, "endpoint")).toBeUndefined();
    expect(bench.emulator.requests.count()).toBe(0);
    const shown = await bench.run(["show", "4189591e-d004-4801-abdf-8893c15e5dcd"], { environment });
    expect(shown.exitCode).toBe(1);
    expect(bench.emulator.requests.count()).toBe(0);
  });

  it("ends with 0 where all is well", async () => {
    const environment = { ...bench.emulator.environment, PATH };
    const { exitCode, stderr } = await bench.run(["doctor"], { environment });
    expect([exitCode, stderr]).toEqual([0, ""]);
  });

  it("finds a CLI that is too old, and one that is not there", async () => {
    putPulumi(folder, "v3.200.0");
    const environment = { ...bench.emulator.environment, PATH };
    const old = await bench.run(["doctor", "--json"], { environment });
    expect([old.exitCode, findingOf(old, "Pulumi CLI")]).toEqual([
      3,
      { subject: "Pulumi CLI", verdict: "problem", text: "v3.200.0 is too old: install 3.216.0 or newer." },
    ]);
    putPulumi(folder);
    const none = await bench.run(["doctor", "--json"], { environment: { ...environment, PATH: tmpdir() } });
    expect(findingOf(none, "Pulumi CLI")).toMatchObject({ verdict: "problem" });
  });

  it("notes that the SDK is not there where no program is", async () => {
    const environment = { ...bench.emulator.environment, PATH };
    const elsewhere = await bench.run(["doctor", "--json"], { environment, folder });
    expect([elsewhere.exitCode, findingOf(elsewhere, "Pulumi SDK")?.verdict]).toEqual([0, "note"]);
  });

  it("finds missing credentials, and asks nobody", async () => {
    const { exitCode, stdout } = await bench.run(["doctor"], { environment: { PATH } });
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/^credentials {4}problem {2}Plivo credentials are missing\./m);
    expect(stdout).not.toMatch(/^(endpoint|account)/m);
  });

  const mainId = "MAXXXXXXXXXXXXXXXXXX";
  const wrongId = /^an auth ID has 20 characters and starts with MA, or with SA for a subaccount/;
  const wrongToken = /^an auth token has about 40 characters without blanks/;
  it.each<[string, string, number | "blank", RegExp]>([
    ["ok", mainId, 40, /^auth ID MAXXXXXXXXXXXXXXXXXX, and a token of the expected form$/],
    ["ok", "SAXXXXXXXXXXXXXXXXX9", 38, /^auth ID SAXXXXXXXXXXXXXXXXX9, and a token of the expected form$/],
    ["problem", "PAXXXXXXXXXXXXXXXXXX", 40, wrongId],
    ["problem", "SAXXXXXXXXXXXXXXXXX", 40, wrongId],
    ["problem", "SAXXXXXXXXXXXXXXXXXXX", 40, wrongId],
    ["problem", "xMAXXXXXXXXXXXXXXXXXX", 40, wrongId],
    ["problem", "saxxxxxxxxxxxxxxxxxx", 40, wrongId],
    ["problem", mainId, 37, wrongToken],
    ["problem", mainId, "blank", wrongToken],
  ])("finds by their form that credentials of Plivo's are %s (%s, token: %s)", async (...row) => {
    const [verdict, authId, tokenLength, text] = row;
    const authToken =
      tokenLength === "blank"
        ? `${"tokenofnobody ".repeat(3)}end`
        : "tokenofnobody".repeat(4).slice(0, tokenLength);
    const environment = {
      PATH,
      PLIVO_AUTH_ID: authId,
      PLIVO_AUTH_TOKEN: authToken,
      // No server listens there, so no request leaves this machine.
      HTTPS_PROXY: "http://127.0.0.1:1",
    };
    const ended = await runCommand(["doctor", "--json"], { environment, folder });
    expect(findingOf(ended, "credentials")).toMatchObject({
      verdict,
      text: expect.stringMatching(text) as string,
    });
    expect(findingOf(ended, "endpoint")?.verdict).toBe("problem");
    expect(JSON.stringify(ended)).not.toContain("tokenofnobody");
  });

  it("finds a proxy that is no URL, and keeps what it found of the credentials", async () => {
    const environment = {
      PATH,
      PLIVO_AUTH_ID: mainId,
      PLIVO_AUTH_TOKEN: "tokenofnobody".repeat(3),
      HTTPS_PROXY: "http://%",
    };
    const ended = await runCommand(["doctor", "--json"], { environment, folder });
    expect([ended.exitCode, findingOf(ended, "credentials")?.verdict]).toEqual([3, "ok"]);
    expect(findingOf(ended, "endpoint")).toMatchObject({
      verdict: "problem",
      text: expect.stringMatching(/^HTTPS_PROXY must be the URL of an HTTP proxy/) as string,
    });
  });

  it("finds credentials that Plivo does not accept", async () => {
    const environment = { ...bench.emulator.environment, PATH, PLIVO_AUTH_TOKEN: "of-somebody-else" };
    const { exitCode, stdout } = await bench.run(["doctor"], { environment });
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/^account {8}problem {2}Plivo did not accept the credentials/m);
  });

  it("keeps the other findings if the request for the account fails by a mistake of ours", async () => {
    const list = jest.spyOn(MaskingClient.prototype, "list").mockRejectedValue(new TypeError("it broke"));
    const ended = await bench.run(["doctor", "--json"]);
    list.mockRestore();
    const subjects = ["credentials", "endpoint", "clock", "account"];
    const verdicts = subjects.map((subject) => findingOf(ended, subject)?.verdict);
    expect(verdicts).toEqual(["ok", "ok", "ok", "problem"]);
  });

  it("finds an endpoint that is wrong or does not answer", async () => {
    const { environment: given } = bench.emulator;
    const insecure = { ...given, PATH, PLIVO_ENDPOINT: "http://plivo.example.com" };
    const wrong = await bench.run(["doctor", "--json"], { environment: insecure });
    expect([wrong.exitCode, findingOf(wrong, "endpoint")?.text]).toEqual([
      3,
      expect.stringContaining("must start with https://"),
    ]);
    const closed = await openCommand();
    const { environment } = closed.emulator;
    await closed.close();
    const silent = await runCommand(["doctor", "--json"], { environment: { ...environment, PATH } });
    expect(findingOf(silent, "endpoint")?.text).toMatch(
      / cannot be reached \(ECONNREFUSED\): check network and proxy\.$/,
    );
    expect(findingOf(silent, "account")).toBeUndefined();
  });

  it("finds a clock that differs from the endpoint's", async () => {
    const later = await openCommand();
    later.emulator.clock.advance(3600);
    const environment = { ...later.emulator.environment, PATH };
    const clock = VirtualClock.standing();
    const behind = await later.run(["doctor", "--json"], { environment, clock });
    await later.close();
    expect([behind.exitCode, findingOf(behind, "clock")?.text]).toEqual([
      3,
      "1 h behind the endpoint's, so sessions expire too late: set the machine's clock, or set PLIVO_CLOCK_OFFSET=3600.",
    ]);
  });
});

describe("what the doctor judges", () => {
  it("keeps all other findings if one examination fails", async () => {
    const reject = () => Promise.reject(new Error("it broke"));
    expect(await tryExamine("Pulumi CLI", reject)).toEqual([
      { subject: "Pulumi CLI", verdict: "problem", text: expect.stringContaining("it broke") as string },
    ]);
    await expect(tryExamine("Pulumi CLI", () => Promise.reject(new Interrupted()))).rejects.toThrow(
      Interrupted,
    );
  });

  it.each([
    [3600, 3600, "1 h ahead of the endpoint's, so sessions expire too early: unset PLIVO_CLOCK_OFFSET."],
    [
      60,
      0,
      "1 min ahead of the endpoint's, so sessions expire too early: set the machine's clock, or set PLIVO_CLOCK_OFFSET=-60.",
    ],
    [
      -60,
      -30,
      "1 min behind the endpoint's, so sessions expire too late: set the machine's clock and unset PLIVO_CLOCK_OFFSET, or set PLIVO_CLOCK_OFFSET=30.",
    ],
  ])(
    "is in which direction to correct a clock that is %d s ahead with an offset of %d s",
    (ahead, offset, text) => {
      const server = Date.parse("2026-03-01T10:00:00Z");
      expect(clockFinding(server, server + 500 + ahead * 1000, offset).text).toBe(text);
    },
  );

  it("is a Node of 22.19 or newer", () => {
    expect(nodeFinding("v22.19.0").verdict).toBe("ok");
    expect(nodeFinding("v22.18.5")).toEqual({
      subject: "Node",
      verdict: "problem",
      text: "v22.18.5 is too old: install 22.19 or newer.",
    });
  });

  it.each([
    ["3.216.0", "3.216.0", true],
    ["v3.270.1", "3.216.0", true],
    ["4.0.0", "3.216.0", true],
    ["3.215.9", "3.216.0", false],
    ["3.99", "3.216.0", false],
    ["nonsense", "3.216.0", false],
  ])("is whether %s is at least %s: %s", (version, lowest, expected) => {
    expect(isAtLeast(version, lowest)).toBe(expected);
  });

  it.each([
    [0, "ok"],
    [5_000, "ok"],
    [-5_000, "ok"],
    [7_000, "problem"],
    [-7_000, "problem"],
  ])("is a clock that is %d ms ahead: %s", (ahead, verdict) => {
    const server = Date.parse("2026-03-01T10:00:00Z");
    expect(clockFinding(server, server + 500 + ahead).verdict).toBe(verdict);
    expect(clockFinding(undefined, server).verdict).toBe("note");
  });
});
