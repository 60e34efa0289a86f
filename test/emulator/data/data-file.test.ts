import { copyFile, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { DataFileError, type EmulatorOptions } from "../../../emulator/index.ts";
import { createAndCall } from "../calls/support.ts";
import {
  call,
  closeAll,
  create,
  dataFile,
  firstNumber,
  freshDataFile,
  parties,
  plain,
  start,
  startTime,
} from "../support.ts";

freshDataFile();

const open = (options: EmulatorOptions = {}) => start({ data: dataFile, ...options });

/** The file's content as an editor sees it. */
async function contents(): Promise<{ format: string; version: number; parts: Record<string, unknown> }> {
  return JSON.parse(await readFile(dataFile, "utf8")) as Awaited<ReturnType<typeof contents>>;
}

describe("the state that a data file keeps", () => {
  it("has the sessions of all accounts, with every field as it was", async () => {
    const options = { accounts: [{ authId: "MAOTHER", authToken: "other-token" }] };
    const first = await open(options);
    const { sessionUuid } = await createAndCall(first, { subaccount: "SA-ONE", pin_retry: 3 });
    first.clock.advance(100);
    const single = await create(first, { create_session_with_single_party: true, second_party: null });
    first.sessions.add({
      session_uuid: "added",
      auth_id: "MAOTHER",
      virtual_number: "+14155550177",
      expiry_time: startTime + 60_000,
      first_party: firstNumber,
    });
    const before = first.sessions.all();
    await first.close();

    const second = await open(options);
    expect(second.sessions.all()).toEqual(before);
    expect(before.map(({ session_uuid }) => session_uuid)).toEqual([sessionUuid, single, "added"]);
    expect(before[0]).toMatchObject({ interaction: [{ duration: 125 }], total_call_count: 2 });
  });

  it("has the order of creation, and the numbers that are taken", async () => {
    const first = await open();
    const older = await create(first);
    await first.close();
    const second = await open();
    const newer = await create(second);
    expect(second.sessions.get(newer)?.virtual_number).toBe("14155550101");
    const { body } = await call(second, "GET");
    expect(body["response"]?.["objects"]).toMatchObject([{ session_uuid: newer }, { session_uuid: older }]);
  });

  it.each(["closed", "killed"] as const)(
    "has no call: a session in a call is active again in the next emulator, after the first was %s",
    async (how) => {
      const first = await open();
      const { sessionUuid } = await createAndCall(first, {}, { talkFor: null });
      first.clock.advance(60);
      expect(first.sessions.get(sessionUuid)?.status).toBe("in-progress");
      if (how === "killed") await first.whenSaved();
      const written = await readFile(dataFile);
      await first.close();
      if (how === "killed") await writeFile(dataFile, written);
      const second = await open();
      expect(second.sessions.get(sessionUuid)?.status).toBe("active");
      expect(second.calls.all()).toEqual([]);
    },
  );

  it("has the clock's distance from real time, and the clock has gone on in between", async () => {
    const first = await open();
    const sessionUuid = await create(first, { session_expiry: 3600 });
    first.clock.advance(1800);
    await first.close();
    const second = await open({ now: () => startTime + 1_799_000 });
    expect(second.clock.offset).toBe(1_800_000);
    expect(second.sessions.get(sessionUuid)?.status).toBe("active");
    second.clock.advance(1);
    expect(second.sessions.get(sessionUuid)?.status).toBe("expired");
  });

  it("has a pool that a control replaced, and not the initial one", async () => {
    const first = await open({ pool: [{ number: "+14155550188" }] });
    await create(first);
    await first.close();
    const second = await open({ pool: [{ number: "+14155550189" }] });
    expect((await plain(second, "GET", "/_emulator/pool")).body["numbers"]).toEqual([
      { number: "+14155550189" },
    ]);
    const numbers = [{ number: "+14155550177", subaccount: "SAMINE" }];
    await plain(second, "PUT", "/_emulator/pool", { numbers });
    await second.close();
    const third = await open();
    expect((await plain(third, "GET", "/_emulator/pool")).body["numbers"]).toEqual(numbers);
  });
});

describe("the data file", () => {
  it("does not exist before the first change, and is not written without one", async () => {
    const first = await open();
    await call(first, "GET");
    await first.close();
    await expect(readFile(dataFile)).rejects.toThrow("ENOENT");
    const second = await open();
    await create(second);
    await second.close();
    const before = await readFile(dataFile);
    const edited = `${before.toString()}\n`;
    await writeFile(dataFile, edited);
    const third = await open();
    await call(third, "GET");
    await third.close();
    expect(await readFile(dataFile, "utf8")).toBe(edited);
  });

  it("has the changes of the library's user as soon as whenSaved() resolves", async () => {
    const emulator = await open();
    const sessionUuid = await create(emulator);
    emulator.sessions.change(sessionUuid, { record: true });
    emulator.sessions.change(sessionUuid, { ring_timeout: 99 });
    emulator.clock.advance(600);
    await emulator.whenSaved();
    expect((await contents()).parts).toMatchObject({
      clock: { offset: 600_000 },
      sessions: { sequence: 1, sessions: [{ session_uuid: sessionUuid, record: true, ring_timeout: 99 }] },
    });
    emulator.reset();
    await emulator.whenSaved();
    expect((await contents()).parts).toMatchObject({
      clock: { offset: 0 },
      sessions: { sequence: 1, sessions: [] },
    });
  });

  it("stays the file that a link leads to", async () => {
    const link = path.join(path.dirname(dataFile), "link.json");
    const first = await open();
    await create(first);
    await first.close();
    await symlink(dataFile, link);
    const second = await open({ data: link });
    await create(second);
    await second.close();
    expect((await contents()).parts["sessions"]).toMatchObject({ sequence: 2 });
    expect(await readFile(link)).toEqual(await readFile(dataFile));
  });

  it("is left alone if another emulator has taken it over, and the response is an error", async () => {
    const errors = jest.spyOn(console, "error").mockImplementation(() => undefined);
    const emulator = await open();
    await create(emulator);
    const before = await readFile(dataFile);
    await writeFile(`${dataFile}.lock`, JSON.stringify({ pid: process.ppid, token: "another's" }));
    const answer = await call(emulator, "POST", "", parties);
    expect(answer.status).toBe(500);
    expect(errors).toHaveBeenCalledWith(expect.any(DataFileError));
    await expect(closeAll()).rejects.toThrow(`another emulator (process ${process.ppid}) is using it`);
    expect(await readFile(dataFile)).toEqual(before);
    errors.mockRestore();
  });
});

describe("opening a data file", () => {
  const session = { session_uuid: "x", auth_id: "MAEMULATOR" };
  const whole = { format: "plivo-masking-emulator", version: 1, parts: {} };
  const unwritten = "it is not a data file of this emulator";
  const written = (changes: object) => JSON.stringify({ ...whole, ...changes });
  const parts = (of: object) => written({ parts: of });
  const count = "sessions.sequence should be a whole number of 0 or more";
  const half = { sessions: { sequence: 1, sessions: [session] } };
  it.each<[string, string, string]>([
    ["an empty one", "", "it is empty"],
    ["no JSON", `{"first_party": "${firstNumber}" x`, "it is not complete JSON"],
    ["other JSON", "[1, 2]", unwritten],
    ["another format", written({ format: "terraform" }), unwritten],
    ["a newer version", written({ version: 2 }), "a newer emulator wrote it (format 2"],
    ["no version", written({ version: "1" }), "its version or its parts are missing"],
    ["no parts", parts([]), "its version or its parts are missing"],
    ["an unknown part", parts({ weather: 1 }), "a part that this emulator does not know"],
    ["a clock of text", parts({ clock: { offset: "1" } }), "clock.offset should be a number"],
    [
      "a pool of no numbers",
      parts({ pool: { numbers: [{ number: "1" }] } }),
      "pool.numbers should hold a pool's numbers",
    ],
    ["no count of sessions", parts({ sessions: { sequence: -1, sessions: [] } }), count],
    ["half a session", parts(half), "sessions.sessions[0].sequence should be a number"],
  ])("fails for %s, and leaves it as it is", async (_case, text, problem) => {
    await writeFile(dataFile, text);
    const opening = open();
    await expect(opening).rejects.toThrow(DataFileError);
    await expect(opening).rejects.toThrow(problem);
    await expect(opening).rejects.not.toThrow(firstNumber);
    expect(await readFile(dataFile, "utf8")).toBe(text);
    await rm(dataFile);
    expect((await open()).sessions.all()).toEqual([]);
  });

  it("fails if one field of one session is wrong, or a session is there twice", async () => {
    const first = await open();
    await create(first);
    await first.close();
    const { parts, ...rest } = await contents();
    const { sessions } = parts["sessions"] as { sessions: Record<string, unknown>[] };
    const write = (changed: unknown[]) =>
      writeFile(
        dataFile,
        JSON.stringify({ ...rest, parts: { sessions: { sequence: 1, sessions: changed } } }),
      );
    for (const name of Object.keys(sessions[0] ?? {})) {
      await write([{ ...sessions[0], [name]: { no: "field's kind" } }]);
      await expect(open()).rejects.toThrow(`sessions.sessions[0].${name} should be a`);
    }
    await write([sessions[0], sessions[0]]);
    await expect(open()).rejects.toThrow("sessions.sessions[1].session_uuid should be another");
    await write([{ ...sessions[0], interaction: [{ type: "call" }] }]);
    await expect(open()).rejects.toThrow("sessions.sessions[0].interaction[0].start_time should be a text");
  });

  it("gives each member that an older emulator did not know its default", async () => {
    const first = await open();
    const sessionUuid = await create(first);
    const before = first.sessions.get(sessionUuid);
    await first.close();
    const { parts, ...rest } = await contents();
    const { sessions } = parts["sessions"] as { sessions: Record<string, unknown>[] };
    const needed = ["session_uuid", "auth_id", "sequence", "virtual_number", "created_time", "expiry_time"];
    // These members have no default.
    const set = ["first_party", "second_party", "callback_sequence"];
    const optional = Object.keys(sessions[0] ?? {}).filter((name) => ![...needed, ...set].includes(name));
    expect(optional.length).toBeGreaterThan(30);
    for (const missing of [...optional.map((name) => [name]), optional]) {
      const stored = Object.fromEntries(
        Object.entries(sessions[0] ?? {}).filter(([name]) => !missing.includes(name)),
      );
      const changed = { ...rest, parts: { ...parts, sessions: { sequence: 1, sessions: [stored] } } };
      await writeFile(dataFile, JSON.stringify(changed));
      const emulator = await open();
      expect(emulator.sessions.get(sessionUuid)).toEqual(before);
      await emulator.close();
    }
  });

  it("works for the file of version 0.1.0, which is never changed", async () => {
    await copyFile(path.join(__dirname, "data-files", "0.1.0.json"), dataFile);
    const emulator = await open({
      authId: "MAEMULATOR",
      accounts: [{ authId: "MAOTHER", authToken: "other-token" }],
    });
    expect(emulator.clock.offset).toBe(3_600_000);
    expect(emulator.sessions.all()).toMatchObject([
      {
        first_party: firstNumber.slice(1),
        status: "active",
        first_party_pin: "1234",
        record: true,
        interaction: null,
      },
      {
        status: "expired",
        total_call_count: 2,
        total_session_amount: 0.1,
        interaction: [{ type: "call", duration: 125, total_call_amount: 0.09 }],
      },
      {
        auth_id: "MAOTHER",
        second_party: "",
        create_session_with_single_party: true,
        last_caller: null,
      },
    ]);
    const sessionUuid = await create(emulator);
    expect(emulator.sessions.all().at(-1)?.session_uuid).toBe(sessionUuid);
  });

  it("fails for a second emulator of the same process until the first has ended", async () => {
    const first = await open();
    await expect(open()).rejects.toThrow("another emulator");
    await first.close();
    expect((await open()).sessions.all()).toEqual([]);
  });

  it("frees the file again if the port is taken", async () => {
    const other = await start();
    await expect(open({ port: Number(new URL(other.endpoint).port) })).rejects.toThrow("EADDRINUSE");
    expect((await open()).sessions.all()).toEqual([]);
  });

  it("works if a process that has ended left its lock, or an empty one", async () => {
    for (const left of [
      JSON.stringify({ pid: 2 ** 30, token: "x" }),
      JSON.stringify({ pid: process.pid, token: "x" }),
      "",
    ]) {
      await writeFile(`${dataFile}.lock`, left);
      const emulator = await open();
      await create(emulator);
      await emulator.close();
    }
    expect((await contents()).parts["sessions"]).toMatchObject({ sequence: 3 });
  });

  it("leaves files of similar names alone: <file>.tmp, and a <file>.lock that is no lock", async () => {
    await writeFile(`${dataFile}.tmp`, "my notes");
    const emulator = await open();
    await create(emulator);
    await emulator.close();
    expect(await readFile(`${dataFile}.tmp`, "utf8")).toBe("my notes");
    await writeFile(`${dataFile}.lock`, "my lock file");
    await expect(open()).rejects.toThrow("is another kind of file");
    expect(await readFile(`${dataFile}.lock`, "utf8")).toBe("my lock file");
    expect((await readdir(path.dirname(dataFile))).sort()).toEqual([
      "state.json",
      "state.json.lock",
      "state.json.tmp",
    ]);
  });

  it("fails if it is a folder or has no name", async () => {
    await expect(open({ data: path.dirname(dataFile) })).rejects.toThrow("it is a folder");
    await expect(open({ data: "" })).rejects.toThrow("it has no name");
    expect(await readdir(path.dirname(dataFile))).toEqual([]);
  });

  it("fails if its folder is missing", async () => {
    await expect(open({ data: path.join(path.dirname(dataFile), "none", "state.json") })).rejects.toThrow(
      "its folder does not exist",
    );
  });
});
