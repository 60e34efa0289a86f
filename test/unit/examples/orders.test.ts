import { writeFileSync } from "node:fs";
import path from "node:path";
import { readOrders, shardOf } from "../../../examples/from-a-table/orders.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

describe("the table of examples/from-a-table", () => {
  const folder = temporaryFolder();

  function read(...lines: string[]) {
    const file = path.join(folder, "orders.csv");
    writeFileSync(file, lines.join("\r\n"));
    return readOrders(file);
  }

  it("is read as spreadsheets write it", () => {
    expect(
      read(
        "\uFEFFaddress,id,customer,driver",
        '"1 ""High"" Street, Springfield",A-1,+1 202 555 0100, +1 202 555 0101',
        "",
      ),
    ).toMatchObject([{ id: "A-1", customer: "+1 202 555 0100", driver: "+1 202 555 0101" }]);
  });

  it.each([
    ["cells that are missing", "A-2, ,", "There is no driver and no customer in row 3 of the table."],
    [
      "a row that is cut off",
      "A-2,+1 202 555 0102",
      "Invalid Record Length: columns length is 3, got 2 on line 3",
    ],
    ["an order twice", "A-1,+1 202 555 0102,+1 202 555 0103", "The order A-1 is in the table twice."],
    [
      "a phone number in an id",
      "ride-555-0102,+1 202 555 0102,+1 202 555 0103",
      "There is a phone number in the id, which would be shown in clear, in row 3 of the table.",
    ],
  ])("is rejected for %s, with no number in the reason", (_, row, reason) => {
    expect(() => read("id,driver,customer", "A-1,+1 202 555 0100,+1 202 555 0101", row)).toThrow(
      new Error(reason),
    );
  });

  it("is spread over all stacks, each order always in the same one", () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `A-${index}`);
    const counts = [0, 0, 0, 0];
    for (const id of ids) counts[shardOf(id, 4)] = (counts[shardOf(id, 4)] ?? 0) + 1;
    expect(counts).toHaveLength(4);
    expect(Math.min(...counts)).toBeGreaterThan(200);
    expect(["A-1001", "A-1002", "A-1004"].map((id) => shardOf(id, 2))).toEqual([1, 1, 0]);
  });
});
