const uuid = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/i;
const phoneLike = /\+?\d(?:[\s().-]{0,2}\d){6,}/g;
const removed = "[removed]";

/**
 * Takes personal data out of a text: these values wherever they stand, and whatever looks like a phone number. UUIDs,
 * such as an api_id, stay.
 */
export function scrub(text: string, secrets: readonly string[]): string {
  const withoutSecrets = variants(secrets).reduce(
    (rest, secret) => rest.replace(occurrences(secret), removed),
    text,
  );
  return withoutSecrets
    .split(uuid)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(phoneLike, removed)))
    .join("");
}

/** A number also as the vendor writes it, without its "+"; longer values first, so that no part of one is left. */
function variants(secrets: readonly string[]): string[] {
  const all = secrets.flatMap((secret) => [secret, secret.replace(/^\+/, ""), encodeURIComponent(secret)]);
  return [...new Set(all)].filter((value) => value !== "").sort((one, other) => other.length - one.length);
}

/** A short PIN must not be found inside a longer number, such as a status or a UUID's part. */
function occurrences(secret: string): RegExp {
  const escaped = secret.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return /^\d{1,6}$/.test(secret)
    ? new RegExp(`(?<![0-9A-Fa-f-])${escaped}(?![0-9A-Fa-f-])`, "g")
    : new RegExp(escaped, "g");
}
