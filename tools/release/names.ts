/** What a registry says of a package. */
export interface Published {
  readonly repository?: string | undefined;
}

/**
 * Why a name is not ours; undefined: it is, or nobody has it.
 *
 * @param repository the repository's URL in our manifest.
 */
export function nameProblem(
  name: string,
  published: Published | undefined,
  repository: string,
): string | undefined {
  if (published === undefined || published.repository === repository) return undefined;
  const other = published.repository ?? "no repository";
  return `The registry has a package ${name} of ${other}, not of ${repository}.`;
}
