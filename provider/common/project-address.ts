/** The project's address. A placeholder until the project has a home. */
export const projectAddress = "https://github.com/example/pulumi-plivo-masking";

/** The address of an error's entry in the errors page, as GitHub anchors it. */
export function errorEntryAddress(code: string): string {
  return `${projectAddress}/blob/main/docs/errors.md#${code.toLowerCase()}`;
}
