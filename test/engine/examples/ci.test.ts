import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Emulator } from "plivo-masking-emulator";
import ci from "../../../examples/ci/index.ts";
import type { Program } from "../../../tools/engine/index.ts";
import { ProgramFolder } from "../../project/documents/programs.ts";
import { loadProgram } from "../../support/documented-program.ts";
import { parties } from "../../support/field-changes.ts";
import { lockStack } from "../../support/killing.ts";
import { buildPlugin } from "../../support/plugin-executable.ts";
import { ciExample, openCiMachine, type CiMachine } from "../../support/workflows/ci-machine.ts";
import type { StepRun } from "../../support/workflows/runner.ts";

const page = path.join(ciExample, "README.md");
const { firstParty: agent, secondParty: customer } = parties(95);
const personal = /1202555\d{4}/;

/** Runs the scripts of the workflows unchanged, by bash and the real `pulumi` command. */
describe("examples/ci", () => {
  let machine: CiMachine;
  let emulator: Emulator;
  let folder: string;
  let runner: CiMachine["runner"];
  /** Outputs besides the example's own. */
  let more: Record<string, unknown> = {};

  beforeAll(async () => {
    const program = () => Promise.resolve({ ...ci(), ...more });
    machine = await openCiMachine({ program, agent, customer });
    ({ emulator, folder, runner } = machine);
  });
  afterAll(() => machine.close());

  function step(name: string, job: string, title: string): Promise<StepRun> {
    return machine.step(name, job, title);
  }

  /** Removes what only the machine of one run has. */
  async function freshCheckout(stack: string): Promise<void> {
    await rm(path.join(folder, `Pulumi.${stack}.yaml`));
    await rm(path.join(folder, "home"), { recursive: true });
  }

  const requests = () => machine.requests();

  describe("review.yml", () => {
    it("creates a stack for a pull request, with its numbers from secrets", async () => {
      const up = await step("review", "up", "Up");
      expect(up).toMatchObject({ exitCode: 0 });
      expect(emulator.sessions.live()).toHaveLength(1);
      expect(up.text).not.toMatch(personal);
    });

    it("destroys it on another machine, and does nothing if there is none", async () => {
      await freshCheckout("review-7");
      expect(await step("review", "destroy", "Destroy")).toMatchObject({ exitCode: 0 });
      expect(emulator.sessions.live()).toEqual([]);
      expect(await step("review", "destroy", "Destroy")).toMatchObject({ exitCode: 0 });
      expect((await runner.run("pulumi stack ls")).text).not.toContain("review-7");
    });
  });

  describe("a production stack", () => {
    beforeAll(async () => {
      await runner.run(
        `pulumi stack init production
        printf %s '${agent}' | pulumi config set --secret ci:agent
        printf %s '${customer}' | pulumi config set --secret ci:customer`,
      );
      requests();
    });

    it("is brought up to date by up.yml", async () => {
      expect(await step("up", "up", "Up")).toMatchObject({ exitCode: 0 });
      expect(requests()).toEqual(["POST"]);
    });

    it("has no drift in drift.yml until someone changes the session", async () => {
      expect(await step("drift", "drift", "Drift")).toMatchObject({ exitCode: 0 });
      const [session] = emulator.sessions.live();
      await changeElsewhere(emulator, session?.session_uuid ?? "");
      requests();
      const drift = await step("drift", "drift", "Drift");
      expect(drift.exitCode).not.toBe(0);
      expect(drift.text).toMatch(/~ ringTimeout: 30 => 60/);
      expect(drift.text).not.toMatch(personal);
      expect(requests()).toEqual(["GET"]);
    });

    it("is shown by preview.yml in a comment without a number, offline and without credentials", async () => {
      await runner.run("pulumi config set ci:ringTimeout 20");
      const digits = emulator.sessions.live()[0]?.virtual_number ?? "";
      more = {
        dial: `Dial ${digits}`,
        spelled: `Dial (${digits.slice(0, 4)}) ${digits.slice(4).replace(/./g, "$&.")}`,
        fence: "````",
        seconds: "3600 => 7200",
      };
      expect(await step("preview", "preview", "Preview")).toMatchObject({ exitCode: 0 });
      expect(await step("preview", "comment", "Comment")).toMatchObject({ exitCode: 0 });
      const comment = await machine.comment();
      expect(comment).toMatch(/^pr comment 7 --repo acme\/support --body-file comment.md --edit-last/);
      expect(comment).toContain("~ ringTimeout: 30 => 20");
      expect(comment).toMatch(/\+ dial *: "Dial \[number\]"/);
      expect(comment).toMatch(/\+ spelled *: "Dial \(?\[number\]\.?"/);
      expect(comment).not.toMatch(/\+?\d{10}/);
      expect(comment).toContain('"3600 => 7200"');
      // Longer than the fence that the program's own text has.
      expect(comment).toMatch(/^`{5}text$/m);
      expect(comment.trimEnd().split("\n").at(-1)).toBe("`".repeat(5));
      const [, shown = ""] = /```text\n([^]*?)```/.exec(await readFile(page, "utf8")) ?? [];
      const id = emulator.sessions.live()[0]?.session_uuid ?? "";
      const printed = comment.replaceAll(id, "4189591e-d004-4801-abdf-8893c15e5dcd").split("\n");
      expect(
        shown
          .trim()
          .split("\n")
          .filter((line) => !printed.includes(line)),
      ).toEqual([]);
      expect(shown).toContain("ringTimeout");
      expect(await readFile(path.join(folder, "output"), "utf8")).toBe("status=0\n");
      expect(requests()).toEqual([]);
    });

    it("recovers from a killed run by up.yml, which adopts the session that no state has", async () => {
      await forgetLikeAKilledRun();
      const up = await step("up", "up", "Up");
      expect(up.exitCode).not.toBe(0);
      expect(up.text).toContain("the stack is currently locked");
      expect(await step("up", "up", "Up after a killed run")).toMatchObject({ exitCode: 0 });
      expect(requests()).not.toContain("DELETE");
      expect(emulator.sessions.all()).toHaveLength(2);
      expect(emulator.sessions.live()).toHaveLength(1);
    });
  });

  describe("the production stack, changed to the native form as README says", () => {
    let programs: ProgramFolder;
    beforeAll(async () => {
      more = {};
      programs = await ProgramFolder.open();
      const code = (await readFile(path.join(ciExample, "index.ts"), "utf8")).replace(
        '"pulumi-plivo-masking"',
        '"pulumi-plivo-masking/native"',
      );
      const outputs = "export const { number, until } = ci();";
      machine.setProgram(await nativeProgram(programs, `${code}\n${outputs}`));
      // As npm links the package's executable.
      await mkdir(path.join(folder, "node_modules", ".bin"), { recursive: true });
      const executable = path.join("node_modules", ".bin", "pulumi-resource-plivo");
      await symlink(path.join(buildPlugin(), "pulumi-resource-plivo"), path.join(folder, executable));
      const [, plugins = ""] = /```yaml\n(plugins:[^]*?)```/.exec(await readFile(page, "utf8")) ?? [];
      const project = await readFile(path.join(ciExample, "Pulumi.yaml"), "utf8");
      await writeFile(path.join(folder, "Pulumi.yaml"), `${project}${plugins}`);
      requests();
    });
    afterAll(() => programs.remove());

    it("is adopted by up.yml without a request", async () => {
      const up = await step("up", "up", "Up");
      expect(up.text).toMatch(/Resources:\s+2 unchanged/);
      // By Pulumi.yaml, and not by a folder of PATH that may have it too.
      expect(up.text).not.toContain("from $PATH");
      expect([up.exitCode, requests()]).toEqual([0, []]);
    });

    it("is shown by preview.yml, offline and without credentials", async () => {
      await runner.run("pulumi config set ci:ringTimeout 25");
      expect(await step("preview", "preview", "Preview")).toMatchObject({ exitCode: 0 });
      expect(await step("preview", "comment", "Comment")).toMatchObject({ exitCode: 0 });
      const comment = await machine.comment();
      expect(comment).toMatch(/~ plivo:index:MaskingSession: \(update\)[^~]*~ ringTimeout: 20 => 25/);
      expect(comment).not.toMatch(/\+?\d{10}/);
      expect(requests()).toEqual([]);
    });
  });

  /** What a run that was killed after its POST leaves: a live session, a state without it, and a lock. */
  async function forgetLikeAKilledRun(): Promise<void> {
    const urn =
      "urn:pulumi:production::plivo-masking-ci::pulumi-nodejs:dynamic/plivo:MaskingSession::support";
    const forgotten = await runner.run(`pulumi state delete '${urn}' --yes --stack production`);
    expect(forgotten).toMatchObject({ exitCode: 0 });
    await lockStack(path.join(folder, "backend"), "plivo-masking-ci/production");
  }
});

async function changeElsewhere({ endpoint, authId, authToken }: Emulator, id: string): Promise<void> {
  await fetch(`${endpoint}/v1/Account/${authId}/Masking/Session/${id}`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${authId}:${authToken}`).toString("base64")}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ ring_timeout: 60 }),
  });
}

/** The example's program with native classes, created again in each run. */
function nativeProgram(folder: ProgramFolder, code: string): Promise<Program> {
  return loadProgram(folder, { page: "examples/ci/index.ts", line: 1, code });
}
