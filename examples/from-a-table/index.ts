import * as pulumi from "@pulumi/pulumi";
import { MaskingSession } from "pulumi-plivo-masking";
import { readOrders, shardOf } from "#orders";

/**
 * The program: a session for each order of the table that belongs to this stack. It returns the stack's
 * outputs.
 */
export default function fromATable() {
  const config = new pulumi.Config("from-a-table");
  const shards = config.getNumber("shards") ?? 1;
  const shard = config.getNumber("shard") ?? 0;
  const numbers: Record<string, pulumi.Output<string | undefined>> = {};

  for (const { id, driver, customer } of readOrders(config.get("orders") ?? "orders.csv")) {
    if (shardOf(id, shards) !== shard) continue;
    // The order's ID names the session, so another row order or another driver does not create a new
    // resource.
    const session = new MaskingSession(id, {
      firstParty: driver,
      secondParty: customer,
      sessionExpiry: 7200,
    });
    numbers[id] = session.virtualNumber;
  }

  return { numbers };
}
