import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { cells } from "../engine/life/cells";
import { events, headOf, onExpiryValues, states, type Cell, type Event } from "../engine/life/vocabulary";

const read = (...parts: string[]) => readFileSync(path.join(repositoryRoot(), ...parts), "utf8");

/** The rows of the page's only table, as cells. */
function table(): string[][] {
  const tables = read("docs", "lifecycle.md").match(/(?:^\|.*\|\n)+/gm) ?? [];
  expect(tables).toHaveLength(1);
  const rows = tables[0]?.trim().split("\n").slice(2) ?? [];
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
}

const words = {
  same: "nothing",
  create: "create",
  update: "update",
  replace: "replace",
  delete: "delete",
  error: "error",
};

function requests(list: readonly string[]): string {
  const written = list.map((request) => {
    const [method = "", status = "", ...rest] = request.split(" ");
    const names = rest.map((name) => `\`${name}\``).join(" and ");
    const more = rest[0] === "every" ? ` ${rest.join(" ")}` : names === "" ? "" : ` of ${names}`;
    return `${method} ${status}${more}`;
  });
  return written.join(", ") || "none";
}

/** A provider's line as the table has it: what is the same in each stands above the table. */
function shortened(line: string): string {
  return line.replace(", and Plivo cannot change it in a live session", " …").replace(/\.$/, "");
}

/** A row of the page's table. */
function rowOf(cell: Cell): string[] {
  const { op, names = [], says } = cell.preview;
  const reasons = names.length === 0 ? "" : ` (${names.map((name) => `\`${name}\``).join(", ")})`;
  const line = says === undefined ? "" : `: ${shortened(says)}`;
  const next =
    cell.next === undefined ? "" : `; the next \`up\` ${cell.next.does} (${requests(cell.next.requests)})`;
  return [...headOf(cell), `${words[op]}${reasons}${line}`, cell.does + next, requests(cell.requests)];
}

describe("the table of docs/lifecycle.md", () => {
  test("has exactly what the tests expect of the real engine, cell by cell", () => {
    expect(table()).toEqual(cells.map(rowOf));
  });

  test("has every state with every event, under every onExpiry", () => {
    const combinations = Object.keys(states).flatMap((state) =>
      Object.keys(events).flatMap((event) => onExpiryValues.map((value) => `${state} ${event} ${value}`)),
    );
    const told = cells
      .filter(({ drained }) => drained !== true)
      .flatMap(({ state, event, onExpiry = onExpiryValues }) =>
        onExpiry.map((value) => `${state} ${event} ${value}`),
      );
    expect(told.sort()).toEqual(combinations.sort());
  });

  test("has a unique name for each row", () => {
    const names = cells.map((cell) => headOf(cell).join(", "));
    expect(new Set(names).size).toBe(names.length);
  });

  test.each([
    ["table.test.ts", "describe.each(rows)"],
    ["drain.test.ts", "it.each(rows)"],
  ])("has its rows run by %s, with none left out", (file, each) => {
    const source = read("test", "engine", "life", file);
    expect(source).not.toMatch(/\.(skip|only|todo)\b|\bx(it|test|describe)\b/);
    expect(source).toContain(each);
  });

  test("has a drainTimeout for each event that expires a session, and no other", () => {
    const drained = cells.filter(({ drained: isDrained }) => isDrained === true).map(({ event }) => event);
    expect(drained).toEqual<Event[]>(["createOnly", "destroy"]);
  });
});
