import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { defaultAuthId } from "../../../emulator/index.ts";
import { ask, end, killAll, run, runFailing, runUntil, runWith, type RunningCommand } from "../child.ts";
import { DataFolder } from "./data-folder.ts";
import { firstNumber, secondNumber, text, type Body } from "../support.ts";

const collection = `/v1/Account/${defaultAuthId}/Masking/Session`;

const data = new DataFolder(killAll);

const start = (...options: string[]) => run("--data", data.file, ...options);

async function create(command: RunningCommand, more: object = {}): Promise<string> {
  const answer = await ask(command, "POST", collection, {
    first_party: firstNumber,
    second_party: secondNumber,
    ...more,
  });
  return text(answer.body, "session_uuid");
}

async function read(command: RunningCommand, sessionUuid: string): Promise<Body | undefined> {
  return (await ask(command, "GET", `${collection}/${sessionUuid}`)).body["response"];
}

describe("the data file of a command", () => {
  it("has a session once the create has its response, even if the emulator is killed then", async () => {
    for (let round = 0; round < 3; round += 1) {
      const first = await start();
      const pins = {
        is_pin_authentication_required: true,
        generate_pin: true,
        pin_prompt_play: "https://a.test/p.mp3",
      };
      const sessionUuid = await create(first, { ...pins, session_expiry: 7200, record: true });
      const before = await read(first, sessionUuid);
      expect(await end(first, "SIGKILL")).toBe("SIGKILL");

      const second = await start();
      expect(await read(second, sessionUuid)).toEqual(before);
      expect((await ask(second, "DELETE", `${collection}/${sessionUuid}`)).status).toBe(200);
      expect(await end(second, "SIGKILL")).toBe("SIGKILL");

      const third = await start();
      expect(await read(third, sessionUuid)).toMatchObject({ status: "expired" });
      expect(await end(third, "SIGTERM")).toBe(0);
    }
  });

  it("is whole after a kill in the middle of a write, without a copy of its numbers beside it", async () => {
    const hook = path.join(__dirname, "hang-rename.cjs");
    const first = await runWith(["--require", hook], "--data", data.file);
    const sessionUuid = await create(first);
    const renaming = runUntil(first, /renaming/);
    const unanswered = create(first).catch(() => "unanswered");
    await renaming;
    expect((await readdir(data.path)).length).toBe(3);
    expect(await end(first, "SIGKILL")).toBe("SIGKILL");
    expect(await unanswered).toBe("unanswered");

    const second = await start();
    expect(await read(second, sessionUuid)).toMatchObject({ status: "active" });
    await create(second);
    expect(await end(second, "SIGTERM")).toBe(0);
    expect(await readdir(data.path)).toEqual(["state.json"]);
  });

  it("has each of many sessions that are created at once", async () => {
    const first = await start();
    const made = await Promise.all(Array.from({ length: 60 }, () => create(first)));
    await end(first, "SIGKILL");
    const second = await start();
    const { sessions } = (await ask(second, "GET", "/_emulator/sessions")).body;
    const kept = Object.values(sessions ?? {}).map((session) => text(session, "session_uuid"));
    expect(kept.sort()).toEqual(made.sort());
  });

  it("is readable by its owner only, and free again after a signal ends the command", async () => {
    const first = await start();
    await create(first);
    expect((await stat(data.file)).mode & 0o777).toBe(0o600);
    expect(await end(first, "SIGINT")).toBe(0);
    await expect(stat(`${data.file}.lock`)).rejects.toThrow("ENOENT");
    expect((await ask(await start(), "GET", collection)).body["response"]?.["meta"]).toMatchObject({
      total_count: 1,
    });
  });

  it("is refused to a second emulator, which names the process that uses it", async () => {
    const first = await start();
    await create(first);
    const { code, errors } = await runFailing("--port", "0", "--data", data.file);
    expect(code).toBe(1);
    expect(errors).toContain(`another emulator (process ${first.child.pid}) is using it`);
    const later = await create(first);
    await end(first, "SIGKILL");
    expect(await read(await start(), later)).toMatchObject({ status: "active" });
  });

  it("is refused if it is damaged, by a message without its numbers and PINs, and stays as it is", async () => {
    const first = await start();
    await create(first);
    await end(first, "SIGTERM");
    const whole = await readFile(data.file);
    const half = whole.subarray(0, whole.length / 2);
    await writeFile(data.file, half);
    const { code, errors } = await runFailing("--port", "0", "--data", data.file);
    expect(code).toBe(1);
    expect(errors).toContain("it is damaged");
    expect(errors).not.toContain(firstNumber.slice(1));
    expect(await readFile(data.file)).toEqual(half);
    await writeFile(data.file, whole);
    expect((await ask(await start(), "GET", collection)).status).toBe(200);
  });

  it("is empty after a reset", async () => {
    const first = await start();
    await create(first);
    await ask(first, "POST", "/_emulator/clock", { advance: 600 });
    await ask(first, "POST", "/_emulator/reset");
    await end(first, "SIGKILL");
    const second = await start();
    expect((await ask(second, "GET", "/_emulator/sessions")).body).toEqual({ sessions: [] });
    expect((await ask(second, "GET", "/_emulator/clock")).body).toMatchObject({ offset: 0 });
  });
});
