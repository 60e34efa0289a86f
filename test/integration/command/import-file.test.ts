import { readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { parties } from "../../support/field-changes.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { benchForAll, jsonOf, supportEnvironment } from "./support.ts";

interface ImportFile {
  readonly resources: readonly { readonly type: string; readonly name: string; readonly id: string }[];
}

describe("npx pulumi-plivo-masking import --import-file", () => {
  const bench = benchForAll();
  const folder = temporaryFolder();
  const read = async (name: string) =>
    JSON.parse(await readFile(path.join(folder, name), "utf8")) as ImportFile;
  /** A live session with this UUID. */
  const add = (session_uuid: string, of: ReturnType<typeof parties>) => {
    const expiry_time = bench.emulator.clock.now() + 3_600_000;
    const { firstParty: first_party, secondParty: second_party } = of;
    bench.emulator.sessions.add({
      session_uuid,
      virtual_number: "+14155550100",
      expiry_time,
      first_party,
      second_party,
    });
  };

  it("writes what `pulumi import --file` reads, and prints that command", async () => {
    const id = await bench.make(51, { record: true });
    const file = path.join(folder, "sessions.json");
    bench.requests();
    const { exitCode, stdout, stderr } = await bench.run(["import", id, "--import-file", "sessions.json"], {
      folder,
    });
    expect(stderr).toBe(
      `${file} was written.\nThen run in the program's folder. Pulumi writes the program with the numbers in clear text:\n`,
    );
    expect([exitCode, stdout]).toEqual([0, `pulumi import --file ${file} --out imported.txt\n`]);
    expect(await readFile(file, "utf8")).toBe(`{
  "resources": [
    {
      "type": "plivo:index:MaskingSession",
      "name": "session-${id.slice(0, 8)}",
      "id": "${id}"
    }
  ]
}
`);
    expect((await stat(file)).mode & 0o777).toBe(0o644);
    expect(bench.requests()).toEqual(["GET 200"]);
  });

  it("puts no digits of a party into a name, and names two such sessions differently", async () => {
    const of = parties(55);
    const digits = of.firstParty.slice(-8);
    const ids = [`${digits}-21e7-43bd-9447-04bfee92e671`, `${digits}-21e7-43bd-9447-04bfee92e672`];
    for (const id of ids) add(id, of);
    const printed = await bench.run(["import", ...ids, "--import-file", "digits.json"], { folder });
    expect(printed.exitCode).toBe(0);
    const names = (await read("digits.json")).resources.map(({ name }) => name);
    expect(names[0]).toMatch(/^session-[g-p]{8}$/);
    expect(names[1]).toBe(`${names[0] ?? ""}-2`);
  });

  it("prints with --json the file and what Plivo does not show, and nothing else", async () => {
    const id = await bench.make(56);
    const given = ["import", id, "--import-file", "json.json", "--json"];
    const printed = jsonOf(await bench.run(given, { folder }));
    expect(printed).toEqual({
      importFile: path.join(folder, "json.json"),
      sessions: [
        { name: `session-${id.slice(0, 8)}`, notShown: ["geomatch", "subaccount", "unknownCallerPlay"] },
      ],
    });
  });

  it("prints whose credentials Pulumi needs for the sessions of another account", async () => {
    const id = await bench.make(57);
    const environment = supportEnvironment(bench.emulator);
    const given = ["import", id, "--account", "support", "--import-file", "support.json"];
    const { stderr } = await bench.run(given, { environment, folder });
    expect(stderr).toContain(
      "\nPulumi imports with the default provider: set it to the credentials of this account.\n",
    );
  });

  it.each([
    ["--out", "program.ts"],
    ["--config-script", "set.sh"],
  ])("is refused together with %s, without a request", async (option, value) => {
    const id = await bench.make(58);
    bench.requests();
    const given = ["import", id, "--import-file", "both.json", option, value];
    const { exitCode, stderr } = await bench.run(given, { folder });
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`option '--import-file <file>' cannot be used with option '${option} <file>'`);
    expect(bench.requests()).toEqual([]);
  });

  it("overwrites a file only with --force", async () => {
    await writeFile(path.join(folder, "mine.json"), "mine");
    const given = ["import", await bench.make(59), "--import-file", "mine.json"];
    expect(await bench.run(given, { folder })).toMatchObject({ exitCode: 1, stdout: "" });
    expect(await readFile(path.join(folder, "mine.json"), "utf8")).toBe("mine");
    await bench.run([...given, "--force"], { folder });
    expect((await read("mine.json")).resources).toHaveLength(1);
  });
});
