/** Whether an error has this system code, such as "ENOENT". */
export function isSystemError(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}
