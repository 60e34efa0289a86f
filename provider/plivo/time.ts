const vendorTime =
  /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?\s*(?:Z|\+00:?00(?: (?:UTC|\+0000))?|UTC)?$/;

/**
 * The vendor's timestamp, such as "2024-02-01 06:28:15.123456 +0000 UTC" or with "+0000 +0000" at its end, as ISO 8601 in
 * UTC with milliseconds where there are any; undefined where it is none.
 */
export function isoTime(text: string): string | undefined {
  const [, date, time, fraction] = vendorTime.exec(text.trim()) ?? [];
  if (date === undefined || time === undefined) return undefined;
  const parsed = new Date(`${date}T${time}Z`);
  // JavaScript takes February 30 for March 1. A date that is none has no day, which equals nothing.
  if (parsed.getUTCDate() !== Number(date.slice(-2))) return undefined;
  const milliseconds = (fraction ?? "").padEnd(3, "0").slice(0, 3);
  return `${date}T${time}${milliseconds === "000" ? "" : `.${milliseconds}`}Z`;
}

/** A filter's time as the vendor wants it, `YYYY-MM-DD HH:MM:ss[.uuu]` in UTC, from ISO 8601; its own form passes. */
export function filterTime(text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) return text;
  return new Date(time)
    .toISOString()
    .replace("T", " ")
    .replace(/(?:\.000)?Z$/, "");
}

/** An HTTP header's date in milliseconds since the epoch; undefined where it is none. */
export function httpDate(header: string | undefined): number | undefined {
  if (header === undefined || !/^[A-Z][a-z]+, .* GMT$/.test(header)) return undefined;
  const time = Date.parse(header);
  return Number.isNaN(time) ? undefined : time;
}

/**
 * Seconds to wait by a Retry-After header, given in seconds or as a date; undefined where it says neither.
 *
 * @param now the time of the answer, in milliseconds since the epoch.
 */
export function retryAfterSeconds(header: string | undefined, now: number): number | undefined {
  const text = header?.trim();
  if (text !== undefined && /^\d{1,9}$/.test(text)) return Number(text);
  const date = httpDate(text);
  return date === undefined ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
