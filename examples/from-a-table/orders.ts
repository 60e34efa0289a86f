import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";

/** An order of the table. */
export interface Order {
  /** Names the order's session. Pulumi shows it in clear. */
  readonly id: string;
  /** The driver's phone number. */
  readonly driver: string;
  /** The customer's phone number. */
  readonly customer: string;
}

const columns = ["id", "driver", "customer"] as const;

/**
 * Reads the orders of a CSV file with the columns `id`, `driver` and `customer`. Other columns are ignored.
 *
 * @throws Error that names the row or the order, but no phone number.
 */
export function readOrders(file: string): Order[] {
  // Spreadsheets export quoted cells with commas, a byte order mark and CRLF.
  const options = { bom: true, columns: true, skip_empty_lines: true, trim: true } as const;
  const rows: Record<string, string>[] = parse(readFileSync(file), options);
  const orders = rows.map(orderOf);
  const ids = new Set<string>();
  for (const { id } of orders) {
    if (ids.has(id)) throw new Error(`The order ${id} is in the table twice.`);
    ids.add(id);
  }
  return orders;
}

function orderOf(row: Readonly<Record<string, string>>, index: number): Order {
  const { id = "", driver = "", customer = "" } = row;
  // Rows count from 1, including the header, as in a spreadsheet.
  const place = `row ${index + 2} of the table`;
  const missing = columns.filter((column) => (row[column] ?? "") === "");
  if (missing.length > 0) throw new Error(`There is no ${missing.join(" and no ")} in ${place}.`);
  if (holds(id, driver) || holds(id, customer)) {
    throw new Error(`There is a phone number in the id, which would be shown in clear, in ${place}.`);
  }
  return { id, driver, customer };
}

/** Whether the text contains a phone number, even without country and area code. */
function holds(text: string, number: string): boolean {
  const digits = number.replace(/\D/g, "").slice(-7);
  return digits !== "" && text.replace(/\D/g, "").includes(digits);
}

/** The index of an order's stack, which depends only on its ID. */
export function shardOf(id: string, shards: number): number {
  return createHash("sha256").update(id).digest().readUInt32BE() % shards;
}
