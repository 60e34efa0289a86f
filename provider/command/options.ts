import { InvalidArgumentError, type Command, Option } from "commander";
import { checkFilters, filterNames, type SessionFilters } from "../client/queries";

export function withJson(command: Command): Command {
  return command.option("--json", "print JSON");
}

/** Adds the options of subcommands that send requests to Plivo. */
export function withAccount(command: Command): Command {
  return withJson(command).option(
    "--account <name>",
    "another account: `support` uses PLIVO_SUPPORT_AUTH_ID and so on (default: PLIVO_AUTH_ID)",
  );
}

/** Adds the options of subcommands that show sessions. */
export function withSessions(command: Command): Command {
  return withAccount(command).option("--reveal", "show numbers, PINs and passwords");
}

/** Parses a whole number of 1 or more. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new InvalidArgumentError("It should be a whole number of 1 or more.");
  return Number(text);
}

const durationParts = /^(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,9})s)?$/;

/** Parses a duration such as `1h30m`. */
export function durationSeconds(text: string): number {
  const parts: readonly (string | undefined)[] = durationParts.exec(text)?.slice(1) ?? [];
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  const total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
  if (total === 0) throw new InvalidArgumentError("It should be a duration such as 90s, 30m, 1h30m or 2d.");
  return total;
}

/** By filter, without the comparison at the end of its name. */
const filterTexts: Readonly<Record<string, readonly [value: string, about: string]>> = {
  firstParty: ["number", "the first party's number, with + and country code"],
  secondParty: ["number", "the second party's number, with + and country code"],
  virtualNumber: ["number", "the virtual number, with + and country code"],
  subaccount: ["id", "the subaccount's auth ID"],
  status: ["status", "active, expired or all (default: all; a session in a call is neither)"],
  createdTime: ["time", "created"],
  expiryTime: ["time", "expiry"],
  duration: ["seconds", "duration"],
  limit: ["count", "sessions per response of Plivo, 1 to 20 (default: 20)"],
  offset: ["count", "skip this many of the newest sessions"],
};

const timeComparisons = {
  "": "at this time",
  Gt: "after this time",
  Gte: "at or after this time",
  Lt: "before this time",
  Lte: "at or before this time",
};
const secondsComparisons = {
  "": "in seconds",
  Gt: "above this, in seconds",
  Gte: "of at least this, in seconds",
  Lt: "below this, in seconds",
  Lte: "of at most this, in seconds",
};

/** Adds an option for each filter. */
export function withFilters(command: Command): Command {
  for (const name of filterNames) {
    const [, base = name, compared = ""] = /^(.+?)(Gte?|Lte?)?$/.exec(name) ?? [];
    const [value, about] = filterTexts[base] ?? ["value", base];
    const comparisons =
      value === "time" ? timeComparisons : value === "seconds" ? secondsComparisons : undefined;
    const end = comparisons?.[compared as keyof typeof timeComparisons];
    const option = new Option(
      `${optionName(name)} <${value}>`,
      end === undefined ? about : `${about} ${end}`,
    );
    if (value === "seconds" || value === "count") option.argParser(numeric);
    command.addOption(option);
  }
  return command;
}

function optionName(filter: string): string {
  return `--${filter.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Returns NaN for another text: the filters' check then says what is allowed. */
function numeric(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

/** The filters in a subcommand's options. @throws InvalidFiltersError, which names the options */
export function filtersOf(options: SessionFilters): SessionFilters {
  const given = Object.fromEntries(filterNames.map((name) => [name, options[name]]));
  return checkFilters(given, optionName);
}
