/** Whether an operating system's error is this one, such as "ENOENT". */
export function isSystemError(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}
