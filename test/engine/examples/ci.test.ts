import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import ci from "../../../examples/ci";
import { cliPath } from "../../../tools/engine/cli";
import { engineVariables } from "../../../tools/engine/environment";
import { parties } from "../../support/field-changes";
import { Runner, type StepRun } from "../../support/workflows/runner";
import { readWorkflow } from "../../support/workflows/workflow";

const example = path.join(__dirname, "../../../examples/ci");
const workflow = (name: string) => readWorkflow(path.join(example, ".github", "workflows", `${name}.yml`));
const { firstParty: agent, secondParty: customer } = parties(95);
const personal = /1202555\d{4}/;

/** The scripts of the workflows, run as they stand by bash, with the real `pulumi` command. */
describe("examples/ci", () => {
  let emulator: Emulator;
  let folder: string;
  let runner: Runner;
  let expressions: Record<string, string>;
  /** Outputs beside the example's own. */
  let more: Record<string, unknown> = {};

  beforeAll(async () => {
    emulator = await startEmulator();
    const parent = path.join(__dirname, "../../../.cache/engine");
    await mkdir(parent, { recursive: true });
    folder = await mkdtemp(path.join(parent, "ci-"));
    await mkdir(path.join(folder, "backend"));
    await copyFile(path.join(example, "Pulumi.yaml"), path.join(folder, "Pulumi.yaml"));
    const cli = await cliPath();
    const variables = engineVariables({
      backend: path.join(folder, "backend"),
      home: path.join(folder, "home"),
      cli,
    });
    const { PLIVO_ENDPOINT, PLIVO_AUTH_ID, PLIVO_AUTH_TOKEN } = emulator.environment;
    runner = new Runner(folder, { ...variables, PLIVO_ENDPOINT }, () =>
      Promise.resolve({ ...ci(), ...more }),
    );
    await runner.command(
      "pulumi",
      `case "$1" in preview|up|refresh|destroy) set -- "$@" --client="$HOST" --exec-kind auto.inline;; esac\nexec '${cli}' "$@"`,
    );
    // What is posted, as a file: there is no GitHub here.
    await runner.command("gh", 'printf "%s\\n" "$*" >posted.txt; cat comment.md >>posted.txt');
    expressions = {
      "vars.PULUMI_BACKEND_URL": variables["PULUMI_BACKEND_URL"] ?? "",
      "secrets.PULUMI_CONFIG_PASSPHRASE": variables["PULUMI_CONFIG_PASSPHRASE"] ?? "",
      "secrets.PLIVO_AUTH_ID": PLIVO_AUTH_ID,
      "secrets.PLIVO_AUTH_TOKEN": PLIVO_AUTH_TOKEN,
      "secrets.REVIEW_AGENT": agent,
      "secrets.REVIEW_CUSTOMER": customer,
      "github.token": "a token",
      "github.event.pull_request.number": "7",
    };
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await emulator.close();
  });

  function step(name: string, job: string, title: string): Promise<StepRun> {
    return runner.step(workflow(name), [job, title], expressions);
  }

  /** What only a run's own machine has is gone with it. */
  async function freshCheckout(stack: string): Promise<void> {
    await rm(path.join(folder, `Pulumi.${stack}.yaml`));
    await rm(path.join(folder, "home"), { recursive: true });
  }

  const requests = () => {
    const made = emulator.requests.all().map(({ method }) => method);
    emulator.requests.clear();
    return made;
  };

  describe("review.yml", () => {
    it("makes a stack for a pull request, with its numbers from secrets", async () => {
      const up = await step("review", "up", "Up");
      expect(up).toMatchObject({ exitCode: 0 });
      expect(emulator.sessions.live()).toHaveLength(1);
      expect(up.text).not.toMatch(personal);
    });

    it("destroys it on another machine, and where there is none does nothing", async () => {
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
        `export PULUMI_CONFIG_PASSPHRASE='${expressions["secrets.PULUMI_CONFIG_PASSPHRASE"] ?? ""}'
        pulumi stack init production
        printf %s '${agent}' | pulumi config set --secret ci:agent
        printf %s '${customer}' | pulumi config set --secret ci:customer`,
      );
      requests();
    });

    it("is brought up to date by up.yml", async () => {
      expect(await step("up", "up", "Up")).toMatchObject({ exitCode: 0 });
      expect(requests()).toEqual(["POST"]);
    });

    it("has no drift, says drift.yml, until somebody changes the session", async () => {
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
      const comment = await readFile(path.join(folder, "posted.txt"), "utf8");
      expect(comment).toMatch(/^pr comment 7 --repo acme\/support --body-file comment.md --edit-last/);
      expect(comment).toContain("~ ringTimeout: 30 => 20");
      expect(comment).toMatch(/\+ dial *: "Dial \[number\]"/);
      expect(comment).toMatch(/\+ spelled *: "Dial \(?\[number\]\.?"/);
      expect(comment).not.toMatch(/\+?\d{10}/);
      expect(comment).toContain('"3600 => 7200"');
      // Longer than the fence that the program's own text has.
      expect(comment).toMatch(/^`{5}text$/m);
      expect(comment.trimEnd().split("\n").at(-1)).toBe("`".repeat(5));
      const [, shown = ""] =
        /```text\n([^]*?)```/.exec(await readFile(path.join(example, "README.md"), "utf8")) ?? [];
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

    it("is freed of a killed run by up.yml, which takes over the session that no state knows", async () => {
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

  /** What a run that was killed after its POST leaves: a live session, a state without it, and a lock. */
  async function forgetLikeAKilledRun(): Promise<void> {
    const urn =
      "urn:pulumi:production::plivo-masking-ci::pulumi-nodejs:dynamic/plivo:MaskingSession::support";
    const forgotten = await runner.run(`pulumi state delete '${urn}' --yes --stack production`);
    expect(forgotten).toMatchObject({ exitCode: 0 });
    const locks = path.join(folder, "backend/.pulumi/locks/organization/plivo-masking-ci/production");
    await mkdir(locks, { recursive: true });
    const lock = { pid: 1, username: "runner", hostname: "gone", timestamp: "2026-03-01T10:00:00Z" };
    await writeFile(path.join(locks, "4189591e-d004-4801-abdf-8893c15e5dcd.json"), JSON.stringify(lock));
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
