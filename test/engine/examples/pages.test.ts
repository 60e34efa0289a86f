import type { Operation, Program } from "../../../tools/engine/index.ts";
import {
  documentedPrograms,
  ProgramFolder,
  type DocumentedProgram,
} from "../../project/documents/programs.ts";
import { loadProgram } from "../../support/documented-program.ts";
import { everythingShown, expectSuccess, secretConfig, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";

const { firstParty, secondParty } = parties(0);
/** The session that the pages read. */
const known = "4189591e-d004-4801-abdf-8893c15e5dcd";

/** The pages' Pulumi programs, by page and line. */
const programs = documentedPrograms().filter(({ code }) => code.includes(' from "pulumi-plivo-masking";'));

/** What each of them exports, in the order of its page. */
const expected: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  "README.md": [{ number: number(), until: time() }],
  "docs/_index.md": [{ number: number(), until: time() }],
  "docs/functions/get-masking-session.md": [{ status: "active", cost: "0" }],
  "docs/functions/list-masking-sessions.md": [{ live: 1, isComplete: true }],
  "docs/moving.md": [{ number: number() }],
  "docs/reading.md": [{ cost: "0.05", firstParty: secret() }],
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

/** A program that does what each of these does, its resources and outputs named apart. */
async function together(folder: ProgramFolder, some: readonly DocumentedProgram[]): Promise<Program> {
  const runs = await Promise.all(
    some.map(async (program) => {
      const place = placeOf(program);
      const code = program.code.replaceAll('"ride"', `"ride of ${place}"`);
      return [place, await loadProgram(folder, { ...program, code })] as const;
    }),
  );
  return async () => {
    const outputs: Record<string, unknown> = {};
    for (const [place, run] of runs)
      for (const [name, value] of Object.entries((await run()) ?? {})) outputs[`${place} ${name}`] = value;
    return outputs;
  };
}

const placeOf = ({ page, line }: DocumentedProgram) => `${page}:${String(line)}`;

/** What the program has exported. */
function exportsOf(program: DocumentedProgram, outputs: Operation["outputs"]): Record<string, unknown> {
  const place = `${placeOf(program)} `;
  const own = Object.entries(outputs).filter(([name]) => name.startsWith(place));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(place.length), value]));
}

describe("the Pulumi programs in the pages, on the real engine", () => {
  const config = secretConfig("masking", { driver: firstParty, rider: secondParty });
  const bench = useBench({}, { prices: { session: 0.05 }, config });
  let outputs: Operation["outputs"];
  beforeAll(async () => {
    bench.emulator.sessions.add({
      session_uuid: known,
      virtual_number: "+14155550142",
      expiry_time: bench.emulator.clock.now() + 86_400_000,
      ...{ first_party: firstParty, second_party: secondParty },
    });
    const folder = await ProgramFolder.open();
    // Programs that only read run first, because the others change what there is to read.
    const declares = ({ code }: DocumentedProgram) => code.includes("new MaskingSession(");
    outputs = {};
    for (const some of [programs.filter((one) => !declares(one)), programs.filter(declares)]) {
      bench.stack.setProgram(await together(folder, some));
      const up = expectSuccess(await bench.stack.up());
      expect(everythingShown(up)).not.toContain(firstParty.slice(1));
      outputs = { ...outputs, ...up.outputs };
    }
    await folder.remove();
  });

  it("are all of them known here", () => {
    const counts = Object.fromEntries(Object.entries(expected).map(([page, of]) => [page, of.length]));
    const found: Record<string, number> = {};
    for (const { page } of programs) found[page] = (found[page] ?? 0) + 1;
    expect(found).toEqual(counts);
  });

  it.each(Object.keys(expected))("do in %s what it says, and show nothing secret", (page) => {
    const own = programs.filter((program) => program.page === page);
    expect(own.map((program) => exportsOf(program, outputs))).toEqual(expected[page]);
  });
});
