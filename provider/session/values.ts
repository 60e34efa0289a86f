import { z } from "zod";
import { e164, hasMexicanMobilePrefix } from "../common/phone-number";
import { withoutSeparators } from "../common/separators";
import { isAccountName } from "./account-name";
import type { Kind } from "./kinds";

/*
 * One schema per kind of argument. A message follows the argument's name, and says what is allowed and what
 * to do. It never quotes the value: Pulumi prints a check failure in plain text, even of a secret.
 */

const plusRule = 'must start with "+" and the country code, as in +1 415 555 0100';

/** Transforms a phone number to E.164. */
export const phoneNumber = z.string({ error: `${plusRule}, and be a string` }).transform((text, context) => {
  const number = e164(text);
  if (number !== undefined) return number;
  context.addIssue({ code: "custom", message: phoneNumberProblem(withoutSeparators(text)) });
  return z.NEVER;
});

function phoneNumberProblem(text: string): string {
  if (!text.startsWith("+")) return plusRule;
  if (!/^\+[0-9]{1,15}$/.test(text)) {
    return 'may have only digits after the "+" (blanks, dashes, dots and parentheses are dropped), at most 15';
  }
  return hasMexicanMobilePrefix(text)
    ? "has a 1 after +52, which Mexico no longer dials: leave the 1 out"
    : "is not a possible phone number: its country code is unknown, or digits are missing or too many";
}

/**
 * A whole number in Plivo's unit: for durations, seconds.
 *
 * @param method the method of `pulumi.Config` to advise if the value is a string.
 */
export function integer(minimum: number, maximum?: number, method?: string) {
  const range =
    maximum === undefined
      ? `must be a whole number of ${String(minimum)} or more`
      : `must be a whole number from ${String(minimum)} to ${String(maximum)}`;
  const error = method === undefined ? range : withTextHint(range, method);
  const schema = z.int({ error }).min(minimum, { error: range });
  return maximum === undefined ? schema : schema.max(maximum, { error: range });
}

export const boolean = z.boolean({ error: withTextHint("must be true or false", "requireBoolean") });

/**
 * A rule's message. If the value is a string, as in Pulumi's configuration, it names the method to read it
 * with.
 */
function withTextHint(rule: string, method: string) {
  return ({ input }: { readonly input?: unknown }) =>
    typeof input === "string" ? `${rule}, not a text: read it with config.${method}` : rule;
}

export const pin = z
  .string({ error: "must be a string of 4 to 15 digits: as a number it would lose leading zeros" })
  .regex(/^[0-9]{4,15}$/, { error: "must be 4 to 15 digits, 0 to 9" });

export const text = z
  .string({ error: "must be a string" })
  .regex(/\S/, { error: "must not be empty: leave it out instead" });

export const accountName = z
  .string({ error: "must be a string" })
  .regex(/\S/, { error: "must not be empty: leave it out instead", abort: true })
  .refine(isAccountName, {
    error:
      "may have only letters, digits, dashes and underscores, because environment variables are named after it",
  });

/** Transforms a UUID to lower case. */
export const uuid = z
  .string({ error: "must be a string" })
  .transform((value) => value.toLowerCase())
  .refine((value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value), {
    error: "must be a session's UUID, such as 4189591e-d004-4801-abdf-8893c15e5dcd",
  });

function parseWebUrl(value: string): URL | undefined {
  const url = URL.parse(value);
  return url?.protocol === "http:" || url?.protocol === "https:" ? url : undefined;
}

const urlRule = "must be a full URL that starts with http:// or https://";

export const webUrl = z
  .string({ error: urlRule })
  .refine((value) => /^\S*$/.test(value) && parseWebUrl(value) !== undefined, {
    error: `${urlRule}; to have none, leave the argument out`,
    abort: true,
  });

/** Plivo's document requires .mp3 or .wav files for prompts. */
export const audioUrl = webUrl.refine((value) => /\.(mp3|wav)$/i.test(parseWebUrl(value)?.pathname ?? ""), {
  error: "must point to an .mp3 or .wav file: its path must end in .mp3 or .wav",
});

/** Transforms a time to ISO 8601 in UTC, with milliseconds. */
const time = z.iso
  .datetime({
    offset: true,
    error: "must be ISO 8601 with a time zone, such as 2026-03-01T10:00:00Z",
  })
  .transform((value) => new Date(value).toISOString());

const schemasByName = { accountName, audioUrl, boolean, phoneNumber, pin, text, time, uuid, webUrl };

export type Schema = z.ZodType<string | number | boolean>;

/** The schema of a kind of argument. */
export function schemaOf(kind: Kind): Schema {
  if (typeof kind === "string") return schemasByName[kind];
  if (kind.type === "integer") return integer(kind.minimum, kind.maximum, "requireNumber");
  return z.enum(kind.values, { error: `must be ${kind.values.map((value) => `"${value}"`).join(" or ")}` });
}
