/** A request's headers: a web-standard `Headers`, or an object like Node's, with names in any case. */
export type CallbackHeaders =
  { get(name: string): string | null } | Readonly<Record<string, string | readonly string[] | undefined>>;

/** A header's trimmed value, "" if it is missing. Several values are joined by commas. */
export function headerOf(headers: CallbackHeaders, name: string): string {
  if (isHeaders(headers)) return headers.get(name)?.trim() ?? "";
  const found = Object.entries(headers).filter(([key]) => key.toLowerCase() === name.toLowerCase());
  return found
    .flatMap(([, value]) => value ?? [])
    .join(",")
    .trim();
}

function isHeaders(headers: CallbackHeaders): headers is Extract<CallbackHeaders, { get: unknown }> {
  return typeof headers.get === "function";
}
