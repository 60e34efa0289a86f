const vendorStyle =
  /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?\s*(?:Z|\+00:?00(?: (?:UTC|\+0000))?|UTC)?$/;

/**
 * The vendor's timestamp, such as "2024-02-01 06:28:15.123456 +0000 UTC" or with "+0000 +0000" at its end, as ISO 8601 in
 * UTC with milliseconds where there are any; undefined where it is none.
 */
export function isoTime(text: string): string | undefined {
  const [, date, time, fraction] = vendorStyle.exec(text.trim()) ?? [];
  if (date === undefined || time === undefined) return undefined;
  const milliseconds = Number((fraction ?? "").padEnd(3, "0").slice(0, 3));
  const parsed = new Date(`${date}T${time}Z`);
  if (Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(date)) return undefined;
  parsed.setUTCMilliseconds(milliseconds);
  return parsed.toISOString().replace(".000Z", "Z");
}

/** Seconds to wait by a Retry-After header, given in seconds or as a date; undefined where it says neither. */
export function retryAfterSeconds(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
