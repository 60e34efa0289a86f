import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";
import { readOrders, shardOf } from "#orders";

/** A session for each order of a table that is this stack's; the function is the program, its result the stack's outputs. */
export default function fromATable() {
  const config = new pulumi.Config("from-a-table");
  const shards = config.getNumber("shards") ?? 1;
  const shard = config.getNumber("shard") ?? 0;
  const numbers: Record<string, pulumi.Output<string | undefined>> = {};

  for (const { id, driver, customer } of readOrders(config.get("orders") ?? "orders.csv")) {
    if (shardOf(id, shards) !== shard) continue;
    // The order's id names the session: another row above it, or another driver, makes no new resource of it.
    const session = new MaskingSession(id, {
      firstParty: driver,
      secondParty: customer,
      sessionExpiry: 7200,
    });
    numbers[id] = session.virtualNumber;
  }

  return { numbers };
}
