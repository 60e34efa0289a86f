import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chownSync, existsSync, globSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { listen } from "./listen.ts";

/** A PostgreSQL server for one test file, on the loopback address. */
export interface Postgres {
  /** With user and password, as a state backend's URL. */
  readonly url: string;
  /** Stops the server and removes its data. */
  readonly stop: () => Promise<void>;
}

/**
 * The user of PostgreSQL's processes: PostgreSQL refuses to run as root, and Debian's package has a user for
 * it.
 */
interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * The folder of PostgreSQL's programs, of the newest version if Debian has several. Undefined if it is not
 * installed.
 */
export function postgresPrograms(): string | undefined {
  const debian = globSync("/usr/lib/postgresql/*/bin").sort((a, b) =>
    b.localeCompare(a, "en", { numeric: true }),
  );
  const folders = [...debian, ...(process.env["PATH"] ?? "").split(path.delimiter)];
  return folders.find((folder) =>
    ["initdb", "postgres"].every((name) => existsSync(path.join(folder, name))),
  );
}

function owner(): Owner {
  if (process.getuid?.() !== 0) return {};
  const id = (option: string) => Number(execFileSync("id", [option, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** Creates an empty cluster in a folder of its own, and starts a server on it. */
export async function startPostgres(programs: string): Promise<Postgres> {
  const user = owner();
  const folder = await mkdtemp(path.join(tmpdir(), "masking-postgres-"));
  const password = randomBytes(16).toString("hex");
  const passwordFile = path.join(folder, "password");
  await writeFile(passwordFile, password);
  if (user.uid !== undefined && user.gid !== undefined) {
    for (const place of [folder, passwordFile]) chownSync(place, user.uid, user.gid);
  }
  const data = path.join(folder, "data");
  const options = { cwd: folder, encoding: "utf8", stdio: "pipe", ...user } as const;
  const cluster = [`--pgdata=${data}`, "--username=pulumi", `--pwfile=${passwordFile}`];
  const access = ["--auth=scram-sha-256", "--no-sync", "--encoding=UTF8", "--locale=C"];
  execFileSync(path.join(programs, "initdb"), [...cluster, ...access], options);
  const port = await freePort();
  const settings = { listen_addresses: "127.0.0.1", port, unix_socket_directories: "", fsync: "off" };
  const parameters = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = spawn(path.join(programs, "postgres"), ["-D", data, ...parameters], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    ...user,
  });
  await waitUntilReady(server);
  return {
    url: `postgres://pulumi:${password}@127.0.0.1:${port}/postgres?sslmode=disable`,
    stop: async () => {
      const ended = once(server, "exit");
      // Closes connections and shuts down.
      server.kill("SIGINT");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, "close");
  return port;
}

/** Resolves when the server accepts connections. Rejects with all its output if it ends before. */
function waitUntilReady(server: ChildProcess): Promise<void> {
  let said = "";
  return new Promise((resolve, reject) => {
    server.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes("ready to accept connections")) resolve();
    });
    server.on("error", reject).on("exit", () => reject(new Error(`PostgreSQL has ended:\n${said}`)));
  });
}
