import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import {
  OperationProcesses,
  operationProcesses,
  processesOfLinux,
  processesOfPosix,
} from "../../tools/engine/processes.ts";

const readers = {
  ps: processesOfPosix,
  ...(existsSync("/proc/self/stat") ? { proc: processesOfLinux } : {}),
};

describe("the processes of an operation", () => {
  it.each(Object.entries(readers))("are read by %s with id, parent and command", async (_name, read) => {
    const child = spawn(process.execPath, ["-e", "process.stdin.resume()", "a) b", "c"]);
    await once(child, "spawn");
    const found = await read()
      .then((processes) => processes.find(({ pid }) => pid === child.pid))
      .finally(() => child.kill());
    await once(child, "exit");
    expect(found).toMatchObject({ parent: process.pid });
    expect(found?.command).toMatch(/node\S* -e process\.stdin\.resume\(\) a\) b c$/);
    expect((await read()).find(({ pid }) => pid === child.pid)).toBeUndefined();
  });

  it("are an error if no operation is running", async () => {
    await expect(operationProcesses()).rejects.toThrow("No operation of the engine is under way");
  });

  it("get no signal once they have ended, nor does another process with the same id", async () => {
    const { pid, ppid: parent } = process;
    const other = { pid, parent, command: path.join("another", "pulumi") };
    const processes = new OperationProcesses(other, [other]);
    await processes.signal("both", "SIGKILL");
    expect(await processes.runningProviders()).toEqual([]);
  });
});
