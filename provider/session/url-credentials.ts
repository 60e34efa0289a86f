/** Whether a value is a URL with a user or a password, which is secret. */
export function hasCredentials(value: unknown): boolean {
  const url = typeof value === "string" ? URL.parse(value) : null;
  return url !== null && (url.username !== "" || url.password !== "");
}
