import { execFile } from "node:child_process";
import { copyFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { cliPath } from "../../tools/engine/cli.ts";
import { engineVariables, placesIn } from "../../tools/engine/environment.ts";
import { folderFor } from "../../tools/engine/folder.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { EmulatorProcess } from "../emulator/process.ts";
import { BenchError } from "../errors.ts";
import { declaredSession } from "../rivals/session.ts";
import type { Sample } from "../samples.ts";
import { series } from "../series.ts";

const example = path.join(repositoryRoot(), "examples", "from-a-table");

/** Numbers of stacks that a table is divided among. */
export const shardCounts = [1, 4] as const;

/** `up` of the example's table with so many orders, in so many stacks at once. */
export async function measureTable(orders: number, shards: number): Promise<Sample[]> {
  const emulator = await EmulatorProcess.start(series.providerSkipped);
  const folder = await folderFor({});
  try {
    await copyFile(path.join(example, "Pulumi.yaml"), path.join(folder, "Pulumi.yaml"));
    await writeFile(path.join(folder, "orders.csv"), csv(orders));
    const seconds = await up(folder, shards, emulator);
    const live = (await emulator.liveSessions()).length;
    if (live !== orders)
      throw new BenchError(`${live} of ${orders} orders have a session in ${shards} stacks.`);
    return [
      {
        of: shards === 1 ? "1 stack" : `${shards} stacks`,
        size: orders,
        figure: "up of a table, s",
        value: seconds,
      },
    ];
  } finally {
    await emulator.stop();
    await rm(folder, { recursive: true });
  }
}

function csv(orders: number): string {
  const rows = Array.from({ length: orders }, (_, index) => {
    const { firstParty, secondParty } = declaredSession(index, 30);
    return `order-${index},${firstParty},${secondParty}`;
  });
  return ["id,driver,customer", ...rows, ""].join("\n");
}

async function up(folder: string, shards: number, emulator: EmulatorProcess): Promise<number> {
  const variables = engineVariables(placesIn(folder, await cliPath()));
  const environment = { ...process.env, ...variables, ...emulator.environment };
  const script = [path.join(example, "shards.ts"), "up", "--shards", String(shards)];
  const begin = performance.now();
  await promisify(execFile)(process.execPath, ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", ...script], {
    cwd: folder,
    env: environment,
    maxBuffer: 2 ** 26,
  });
  return (performance.now() - begin) / 1000;
}
