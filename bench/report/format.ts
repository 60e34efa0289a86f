import type { Spread } from "../samples.ts";

/** Three digits that count, none lost before the point: "0.0123", "1.23", "1,235". */
export function digits(value: number): string {
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString("en-GB");
  return String(Number(value.toPrecision(3)));
}

/** "1.2 (1.1 to 1.4)": the median, and what lies around it where there are several. */
export function spreadText(spread: Spread | undefined, unit = 1): string {
  if (spread === undefined) return "";
  const [minimum, median, maximum] = [spread.minimum, spread.median, spread.maximum].map((value) =>
    digits(value / unit),
  );
  return spread.count === 1 ? `${median}` : `${median} (${minimum} to ${maximum})`;
}
