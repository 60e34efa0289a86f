import { documentedPrograms, ProgramFolder } from "../project/documents/programs";
import { loadProgram } from "../support/documented-program";
import { everythingShown, expectSuccess, openBench, type Bench } from "../support/engine";
import { parties } from "../support/field-changes";

const { firstParty, secondParty } = parties(0);
/** The session that the pages read. */
const known = "4189591e-d004-4801-abdf-8893c15e5dcd";

/** The pages' Pulumi programs, by page and line. */
const programs = documentedPrograms().filter(({ code }) => code.includes(' from "pulumi-plivo-masking";'));

/** What each of them exports, in the order of its page. */
const expected: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  "README.md": [{ number: number() }, { number: number(), until: time() }],
  "docs/_index.md": [{ number: number(), until: time() }],
  "docs/functions/get-masking-session.md": [{ status: "active", cost: "0" }],
  "docs/functions/list-masking-sessions.md": [{ live: 1, isComplete: true }],
  "docs/moving.md": [{ number: number() }],
  "docs/reading.md": [{ calls: 0 }, { state: "active" }, { cost: "0.05", firstParty: secret() }],
  "docs/resources/masking-session.md": [{ number: number(), driversPin: secret() }],
};

function number(): unknown {
  return expect.stringMatching(/^\+\d{11}$/);
}

function secret(): unknown {
  return expect.objectContaining({ ciphertext: "[secret]" });
}

function time(): unknown {
  return expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
}

describe("the Pulumi programs in the pages, on the real engine", () => {
  let bench: Bench;
  let folder: ProgramFolder;
  beforeAll(async () => {
    bench = await openBench({}, { prices: { session: 0.05 } });
    folder = await ProgramFolder.open();
    await bench.stack.setConfig("driver", firstParty, true);
    await bench.stack.setConfig("rider", secondParty, true);
    bench.emulator.sessions.add({
      session_uuid: known,
      virtual_number: "+14155550142",
      expiry_time: bench.emulator.clock.now() + 86_400_000,
      ...{ first_party: firstParty, second_party: secondParty },
    });
  });
  afterAll(async () => {
    await folder.remove();
    await bench.close();
  });

  it("are all of them known here", () => {
    const counts = Object.fromEntries(Object.entries(expected).map(([page, of]) => [page, of.length]));
    const found: Record<string, number> = {};
    for (const { page } of programs) found[page] = (found[page] ?? 0) + 1;
    expect(found).toEqual(counts);
  });

  it.each(Object.keys(expected))("do in %s what it says, and show nothing secret", async (page) => {
    const outputs = [];
    for (const program of programs.filter((one) => one.page === page)) {
      bench.stack.setProgram(await loadProgram(folder, program));
      const up = expectSuccess(await bench.stack.up());
      outputs.push(up.outputs);
      expect(everythingShown(up)).not.toContain(firstParty.slice(1));
    }
    expect(outputs).toEqual(expected[page]);
  });
});
