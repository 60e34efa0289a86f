import { InvalidArgumentError, type Command, Option } from "commander";
import { checkFilters, filterNames, type SessionFilters } from "../client/queries";

/** Adds `--json`. */
export function withJson(command: Command): Command {
  return command.option("--json", "print JSON");
}

/** Adds what every subcommand takes that asks Plivo. */
export function withAccount(command: Command): Command {
  return withJson(command).option(
    "--account <name>",
    "another account: `support` is that of PLIVO_SUPPORT_AUTH_ID and so on (default: that of PLIVO_AUTH_ID)",
  );
}

/** Adds what every subcommand takes that shows sessions. */
export function withSessions(command: Command): Command {
  return withAccount(command).option("--reveal", "show numbers, PINs and passwords in full");
}

/** A parser of whole numbers of 1 or more. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new InvalidArgumentError("It should be a whole number of 1 or more.");
  return Number(text);
}

const durationParts = /^(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,9})s)?$/;

/** A parser of durations such as `1h30m`. Gives seconds. */
export function durationSeconds(text: string): number {
  const parts: readonly (string | undefined)[] = durationParts.exec(text)?.slice(1) ?? [];
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  const total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
  if (total === 0) throw new InvalidArgumentError("It should be a duration such as 90s, 30m, 1h30m or 2d.");
  return total;
}

/** What a filter is about, without the end of its name that compares. */
const filterTexts: Readonly<Record<string, readonly [value: string, about: string]>> = {
  firstParty: ["number", "with this first party: its number, with + and country code"],
  secondParty: ["number", "with this second party, likewise"],
  virtualNumber: ["number", "over this virtual number, likewise"],
  subaccount: ["id", "made for the subaccount of this auth ID"],
  status: ["status", "active, expired or all (default: all; a session in a call is neither)"],
  createdTime: ["time", "made"],
  expiryTime: ["time", "ended, or ending,"],
  duration: ["seconds", "living for"],
  limit: ["count", "sessions in one answer of Plivo, 1 to 20 (default: 20)"],
  offset: ["count", "sessions to pass over, the newest first"],
};

const ofTime = {
  "": "at just this time",
  Gt: "after it",
  Gte: "at it or after",
  Lt: "before it",
  Lte: "at it or before",
};
const ofSeconds = {
  "": "just so long",
  Gt: "longer",
  Gte: "so long or longer",
  Lt: "less",
  Lte: "so long or less",
};

/** Adds one option for each filter of a list. */
export function withFilters(command: Command): Command {
  for (const name of filterNames) {
    const [, base = name, compared = ""] = /^(.+?)(Gte?|Lte?)?$/.exec(name) ?? [];
    const [value, about] = filterTexts[base] ?? ["value", base];
    const words = value === "time" ? ofTime : value === "seconds" ? ofSeconds : undefined;
    const end = words?.[compared as keyof typeof ofTime];
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

/** Not a number is left to the filters' own check, which says what is allowed. */
function numeric(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

/** The filters among a subcommand's options. @throws InvalidFiltersError, which names the options */
export function filtersOf(options: SessionFilters): SessionFilters {
  const given = Object.fromEntries(filterNames.map((name) => [name, options[name]]));
  return checkFilters(given, optionName);
}
