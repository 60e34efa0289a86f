const vendorTime =
  /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?\s*(?:Z|\+00:?00(?: (?:UTC|\+0000))?|UTC)?$/;

/**
 * Plivo's timestamp, such as "2024-02-01 06:28:15.123456 +0000 UTC" or with "+0000 +0000" at its end, as ISO
 * 8601 in UTC. Has milliseconds unless they are 0. Undefined if it is no timestamp.
 */
export function isoTime(text: string): string | undefined {
  const [, date, time, fraction] = vendorTime.exec(text.trim()) ?? [];
  if (date === undefined || time === undefined) return undefined;
  const parsed = new Date(`${date}T${time}Z`);
  // JavaScript reads February 30 as March 1, and the day of an invalid date is NaN.
  if (parsed.getUTCDate() !== Number(date.slice(-2))) return undefined;
  const milliseconds = (fraction ?? "").padEnd(3, "0").slice(0, 3);
  return `${date}T${time}${milliseconds === "000" ? "" : `.${milliseconds}`}Z`;
}

/** An ISO 8601 time in Plivo's form for filters, `YYYY-MM-DD HH:MM:ss[.uuu]` in UTC. Other texts stay. */
export function filterTime(text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) return text;
  return new Date(time)
    .toISOString()
    .replace("T", " ")
    .replace(/(?:\.000)?Z$/, "");
}

/** An HTTP header's date in milliseconds since the epoch. Undefined if it is no date. */
export function httpDate(header: string | undefined): number | undefined {
  if (header === undefined || !/^[A-Z][a-z]+, .* GMT$/.test(header)) return undefined;
  const time = Date.parse(header);
  return Number.isNaN(time) ? undefined : time;
}

/**
 * Seconds to wait by a Retry-After header, which has seconds or a date. Undefined if it has neither.
 *
 * @param now the time of the response, in milliseconds since the epoch.
 */
export function retryAfterSeconds(header: string | undefined, now: number): number | undefined {
  const text = header?.trim();
  if (text !== undefined && /^\d{1,9}$/.test(text)) return Number(text);
  const date = httpDate(text);
  return date === undefined ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
