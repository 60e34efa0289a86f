/** A request's headers: a web-standard `Headers`, or Node's object, whose names may be in any case. */
export type CallbackHeaders =
  { get(name: string): string | null } | Readonly<Record<string, string | readonly string[] | undefined>>;

/** A header's value without surrounding blanks; "" where it is missing. One that came several times is joined by commas. */
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
