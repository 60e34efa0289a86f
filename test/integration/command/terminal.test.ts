import { once } from "node:events";
import { PassThrough, Writable } from "node:stream";
import { main } from "../../../provider/command/main.ts";
import { errorEntryAddress } from "../../../provider/common/project-address.ts";
import { capture } from "../../../tools/leaks/record.ts";
import { clockOf } from "../../support/virtual-clock.ts";
import { benchForEach } from "./support.ts";

/** A terminal that records its output. */
class Terminal extends PassThrough {
  readonly isTTY = true;
  columns = 200;
  shown = "";
  constructor() {
    super();
    this.on("data", (chunk: Buffer) => {
      this.shown += chunk.toString();
    });
  }
  /** Resolves once the text is shown; rejects after 10 s. */
  async shows(words: string): Promise<void> {
    const signal = AbortSignal.timeout(10_000);
    while (!this.shown.includes(words)) await once(this, "data", { signal });
  }
}

const escape = String.fromCharCode(27);

describe("npx pulumi-plivo-masking on a terminal", () => {
  const bench = benchForEach();

  function open(environment: Readonly<Record<string, string>> = {}) {
    const stdin = Object.assign(new PassThrough(), { isTTY: true });
    const [stdout, stderr] = [new Terminal(), new Terminal()];
    const interruption = new AbortController();
    const { environment: account } = bench.emulator;
    const clock = clockOf(bench.emulator);
    const io = { stdin, stdout, stderr, interruption, clock, folder: process.cwd() };
    const run = async (...parameters: string[]) => {
      const exitCode = await main(parameters, { ...io, environment: { ...account, ...environment } });
      capture("text", stdout.shown + stderr.shown);
      return exitCode;
    };
    return { ...io, run };
  }

  it("asks before it expires a session, and expires it after yes", async () => {
    const id = await bench.make(71);
    const { stdin, stdout, stderr, run } = open();
    const ended = run("expire", id);
    await stderr.shows(`Expire session ${id} between ••••••71 and ••••••71? [y/N] `);
    expect(bench.emulator.sessions.live()).toHaveLength(1);
    stdin.write("yes\r");
    expect(await ended).toBe(0);
    expect(stdout.shown).toContain(`${id}  ${escape}[32mexpired${escape}[39m\n`);
    expect(bench.emulator.sessions.live()).toEqual([]);
  });

  it.each([
    ["no", "no\r"],
    ["nothing", "\r"],
    ["Ctrl-D", "\u0004"],
  ])("leaves a session live after %s", async (_what, keys) => {
    const id = await bench.make(72);
    const { stdin, stdout, stderr, run } = open();
    const ended = run("expire", id);
    await stderr.shows("[y/N] ");
    stdin.write(keys);
    expect(await ended).toBe(0);
    expect(stdout.shown).toContain("left alone");
    expect(bench.emulator.sessions.live()).toHaveLength(1);
  });

  it("exits with 130 after Ctrl-C at the question, and expires nothing", async () => {
    const id = await bench.make(73);
    const { stdin, stdout, stderr, run } = open();
    const ended = run("expire", id);
    await stderr.shows("[y/N] ");
    stdin.write("\u0003");
    expect(await ended).toBe(130);
    expect(stdout.shown).toBe("");
    expect(bench.emulator.sessions.live()).toHaveLength(1);
  });

  it("asks once for several sessions with --no-dry-run, and says that a call will be cut", async () => {
    const ids = [await bench.make(74), await bench.make(75)];
    const [session] = bench.emulator.sessions.all();
    const from = `+${String(session?.first_party)}`;
    bench.emulator.calls.place({ virtualNumber: session?.virtual_number ?? "", from });
    bench.emulator.clock.advance(20);
    const { stdin, stderr, run } = open();
    const ended = run("expire", ...ids, "--no-dry-run");
    await stderr.shows("Expire 2 sessions? 1 call in progress will be cut. [y/N] ");
    stdin.write("y\r");
    expect(await ended).toBe(0);
    expect(bench.emulator.sessions.live()).toEqual([]);
  });

  it("shows colours and its progress, which it clears again", async () => {
    await bench.make(76);
    const { stdout, stderr, run } = open();
    expect(await run("list")).toBe(0);
    expect(stdout.shown).toContain(`${escape}[1mSESSION`);
    expect(stdout.shown).toContain(`${escape}[32mactive${escape}[39m`);
    expect(stderr.shown).toBe(`\r${escape}[2K1 session read ...\r${escape}[2K`);
  });

  it("shows relative times, and no line wider than the terminal", async () => {
    await bench.make(76, { sessionExpiry: 7200 });
    const wide = open({ NO_COLOR: "1" });
    await wide.run("list");
    expect(wide.stdout.shown).toMatch(/ {2}0 s ago {2,}in 2 h {2,}0\n$/);
    const narrow = open({ NO_COLOR: "1" });
    narrow.stdout.columns = 73;
    await narrow.run("list");
    const [title = "", ...rows] = narrow.stdout.shown.trimEnd().split("\n");
    expect(title.split(/ {2,}/)).toEqual(["SESSION", "STATUS", "FIRST PARTY", "EXPIRES"]);
    expect(rows).toHaveLength(1);
    expect([title, ...rows].filter((line) => line.length > 73)).toEqual([]);
    expect(narrow.stderr.shown).toContain(
      "The terminal is too narrow for SECOND PARTY, VIRTUAL NUMBER, CREATED, CALLS: widen it, or use --json.\n",
    );
  });
});

describe("npx pulumi-plivo-masking in a pipe", () => {
  const bench = benchForEach();

  it("exits with 1 without a stack trace if it cannot write its output", async () => {
    const fails = new Writable({
      write: (_chunk, _encoding, done) => {
        done(Object.assign(new Error("no space left on device"), { code: "ENOSPC" }));
      },
    });
    const [stdin, stderr] = [new PassThrough(), new Terminal()];
    const { environment } = bench.emulator;
    const interruption = new AbortController();
    const clock = clockOf(bench.emulator);
    const io = { stdin, stdout: fails, stderr, environment, interruption, clock, folder: process.cwd() };
    expect(await main(["list", "--json"], io)).toBe(1);
    const message = "The output cannot be written (ENOSPC): choose another file.";
    expect(JSON.parse(stderr.shown)).toEqual({
      error: { code: "PLIVO_COMMAND_USAGE", message, address: errorEntryAddress("PLIVO_COMMAND_USAGE") },
    });
  });

  it.each([
    ["list", "list"],
    ["import", "get"],
    ["doctor", "list"],
  ] as const)("exits from %s with 130 after Ctrl-C, and writes nothing", async (name, operation) => {
    const id = await bench.make(79);
    const fault = bench.emulator.faults.arm({ kind: "delay", operation, when: "before", seconds: 1 });
    const running = bench.start(name === "import" ? [name, id] : [name]);
    await bench.emulator.faults.whenFired(fault.id);
    running.interrupt();
    expect(await running.ended).toEqual({ exitCode: 130, stdout: "", stderr: "Interrupted.\n" });
    await bench.emulator.faults.clear();
  });
});
