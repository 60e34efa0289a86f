const filterTime = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?$/;
const responseTime = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,6})?) \+0000 (?:UTC|\+0000)$/;

/** Rounds down to whole seconds, as the API has dated sessions since 2024. */
export function wholeSecond(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}

/** `2024-02-01 06:28:15 +0000 UTC`. */
export function formatTimestamp(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} +0000 UTC`;
}

/** `Thu, 01 Feb 2024 06:28:15 GMT`, the format of HTTP headers. */
export function httpDate(milliseconds: number): string {
  return new Date(milliseconds).toUTCString();
}

/** Parses a filter's time, `YYYY-MM-DD HH:MM[:ss[.uuuuuu]]` in UTC. Undefined for any other text. */
export function parseFilterTime(text: string): number | undefined {
  const match = filterTime.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second = "00", fraction = ""] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, "0").slice(0, 3)}Z`;
  const time = Date.parse(iso);
  return Number.isNaN(time) || new Date(time).toISOString() !== iso ? undefined : time;
}

/** Parses a control's time: milliseconds, ISO 8601 or the format of the API's responses. */
export function parseControlTime(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string") return undefined;
  const time = Date.parse(value.replace(responseTime, "$1T$2Z"));
  return Number.isNaN(time) ? undefined : time;
}
