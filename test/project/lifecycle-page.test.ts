import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import type { OnExpiry } from "../../provider/session/expiry.ts";
import { cells } from "../engine/life/cells.ts";
import { events, onExpiryValues, states, words, type Cell, type Event } from "../engine/life/vocabulary.ts";

const page = readFileSync(path.join(repositoryRoot(), "docs", "lifecycle.md"), "utf8");

/** The rows of the table under a heading, as cells without code marks. */
function table(heading: string): string[][] {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
  const rows = /(?:^\|.*\|\n)+/m.exec(section)?.[0].trim().split("\n").slice(2) ?? [];
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
}

/** The items of the list under a heading, each as word, meaning and requests. */
function listedWords(heading: string): string[][] {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
  const items = section.matchAll(/^- \*\*(.+?)\*\* \((.+?)\): ([^]+?)(?=\n- |\n\n)/gm);
  return Array.from(items, ([, word = "", requests = "", meaning = ""]) => [
    word,
    meaning.replace(/\s+/g, " "),
    requests.replace(/\s+/g, " "),
  ]);
}

/** The state's name on the page. A session that Plivo no longer knows is in the rows of the expired one. */
function stateOf({ state }: Cell): string {
  return states[state === "forgotten" ? "expired" : state];
}

/** The cells of the table. A sentence below it covers sessions that are removed or drained. */
const tabled = cells.filter(({ event, isDrained }) => event !== "destroy" && isDrained !== true);

/**
 * What happens at each event in a state with one value of `onExpiry`. Several words mean that the page is
 * wrong.
 */
function wordsOf(state: string, value: OnExpiry): string[] {
  const of = tabled.filter(
    (cell) => stateOf(cell) === state && (cell.onExpiry ?? onExpiryValues).includes(value),
  );
  return eventNames.map((event) =>
    [...new Set(of.filter((cell) => cell.event === event).map(({ does }) => does))].join(" or "),
  );
}

/** The rows of the page: a state, with the values of `onExpiry` that have the same effects. */
function expectedRows(): string[][] {
  return [...new Set(tabled.map(stateOf))].flatMap((state) => {
    const byWords = new Map<string, OnExpiry[]>();
    for (const value of onExpiryValues) {
      const found = wordsOf(state, value).join(" | ");
      byWords.set(found, [...(byWords.get(found) ?? []), value]);
    }
    return Array.from(byWords.values(), (values) => {
      const under = byWords.size === 1 ? "" : `, ${values.map((value) => `\`${value}\``).join(" or ")}`;
      return [`${state}${under}`, ...wordsOf(state, values[0] ?? "recreate")];
    });
  });
}

const eventNames = (Object.keys(events) as Event[]).filter((event) => event !== "destroy");

/** The methods of a list of requests. */
function methods(requests: readonly string[]): string {
  const all = requests.map((request) => /^\w+(?:.* (every .*))?/.exec(request)?.slice(0, 2) ?? []);
  return all.map(([text = "", every]) => (every === undefined ? text : `GET ${every}`)).join(", ") || "none";
}

describe("the table of docs/lifecycle.md", () => {
  it("has exactly what the tests expect of the real engine, cell by cell", () => {
    expect(table("What happens when")).toEqual(expectedRows());
  });

  it("leaves out only what the sentence below it says", () => {
    const others = cells.filter((cell) => !tabled.includes(cell));
    const words = others.map(({ event, isDrained = false, does }) => [event, isDrained, does].join());
    expect([...new Set(words)].sort()).toEqual([
      "createOnly,true,replace after the call",
      "destroy,false,delete",
      "destroy,true,delete after the call",
    ]);
  });

  it("explains each of its words, with the requests that the tests expect of it", () => {
    const expected = Object.entries(words).map(([word, meaning]) => {
      const of = cells.filter(({ does }) => does === word);
      // A refresh reads the session even if nothing changed.
      const sent = new Set(
        of
          .filter(({ event, does }) => does !== "–" || event !== "refresh")
          .map(({ requests }) => methods(requests)),
      );
      return [word, meaning, [...sent].join(", or ")];
    });
    expect(listedWords("What the words in the table mean")).toEqual(expected);
  });

  it("has every state with every event, under every onExpiry", () => {
    const combinations = Object.keys(states).flatMap((state) =>
      Object.keys(events).flatMap((event) => onExpiryValues.map((value) => `${state} ${event} ${value}`)),
    );
    const told = cells
      .filter(({ isDrained }) => isDrained !== true)
      .flatMap(({ state, event, onExpiry = onExpiryValues }) =>
        onExpiry.map((value) => `${state} ${event} ${value}`),
      );
    expect(told.sort()).toEqual(combinations.sort());
  });
});
