import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { pinFields } from "../calls/support.ts";
import { end, run, runFailing, runUntil, runWith, type RunningCommand } from "../child.ts";
import { type Body, call, create, dataFile, freshDataFile, plain, text } from "../support.ts";

freshDataFile();

const start = (...options: string[]) => run("--data", dataFile, ...options);

async function read(command: RunningCommand, sessionUuid: string): Promise<Body | undefined> {
  return (await call(command, "GET", `/${sessionUuid}`)).body["response"];
}

describe("the data file of a command", () => {
  it("has a session once the create has its response, even if the emulator is killed then", async () => {
    const first = await start();
    const sessionUuid = await create(first, { ...pinFields, session_expiry: 7200, record: true });
    const before = await read(first, sessionUuid);
    expect(await end(first, "SIGKILL")).toBe("SIGKILL");

    const second = await start();
    expect(await read(second, sessionUuid)).toEqual(before);
    expect((await call(second, "DELETE", `/${sessionUuid}`)).status).toBe(200);
    expect(await end(second, "SIGKILL")).toBe("SIGKILL");

    const third = await start();
    expect(await read(third, sessionUuid)).toMatchObject({ status: "expired" });
    expect(await end(third, "SIGTERM")).toBe(0);
  });

  it("is whole after a kill in the middle of a write, without a copy of its numbers beside it", async () => {
    const hook = path.join(__dirname, "hang-rename.cjs");
    const first = await runWith(["--require", hook], "--data", dataFile);
    const sessionUuid = await create(first);
    const renaming = runUntil(first, /renaming/);
    const unanswered = create(first).catch(() => "unanswered");
    await renaming;
    expect((await readdir(path.dirname(dataFile))).length).toBe(3);
    expect(await end(first, "SIGKILL")).toBe("SIGKILL");
    expect(await unanswered).toBe("unanswered");

    const second = await start();
    expect(await read(second, sessionUuid)).toMatchObject({ status: "active" });
    await create(second);
    expect(await end(second, "SIGTERM")).toBe(0);
    expect(await readdir(path.dirname(dataFile))).toEqual(["state.json"]);
  });

  it("has each of many sessions that are created at once", async () => {
    const first = await start();
    const created = await Promise.all(Array.from({ length: 60 }, () => create(first)));
    await end(first, "SIGKILL");
    const second = await start();
    const { sessions } = (await plain(second, "GET", "/_emulator/sessions")).body;
    const kept = Object.values(sessions ?? {}).map((session) => text(session, "session_uuid"));
    expect(kept.sort()).toEqual(created.sort());
  });

  it("is readable by its owner only, and free again after a signal ends the command", async () => {
    const first = await start();
    await create(first);
    expect((await stat(dataFile)).mode & 0o777).toBe(0o600);
    expect(await end(first, "SIGINT")).toBe(0);
    await expect(stat(`${dataFile}.lock`)).rejects.toThrow("ENOENT");
    expect((await call(await start(), "GET")).body["response"]?.["meta"]).toMatchObject({ total_count: 1 });
  });

  it("is refused to a second emulator, which names the process that uses it", async () => {
    const first = await start();
    await create(first);
    const { code, errors } = await runFailing("--port", "0", "--data", dataFile);
    expect(code).toBe(1);
    expect(errors).toContain(`another emulator (process ${first.child.pid}) is using it`);
    const later = await create(first);
    await end(first, "SIGKILL");
    expect(await read(await start(), later)).toMatchObject({ status: "active" });
  });
});
