import { parser, Release } from "keep-a-changelog";

/** The version is in the changelog already. */
export class ReleasedError extends Error {
  readonly code = "CHANGELOG_RELEASED";
  constructor(version: string) {
    super(`CHANGELOG.md has ${version} already: give the version that comes next.`);
    this.name = "ReleasedError";
  }
}

/** There is nothing to release. */
export class NoChangesError extends Error {
  readonly code = "CHANGELOG_NO_CHANGES";
  constructor() {
    super("The folder changes has no change that a user would notice: there is nothing to release.");
    this.name = "NoChangesError";
  }
}

/** A file of changes is no part of a release in the form of Keep a Changelog. */
export class FragmentError extends Error {
  readonly code = "CHANGELOG_FRAGMENT";
  constructor(name: string, cause: unknown) {
    super(`changes/${name} must have nothing but headings such as "### Added" and lists below them.`, {
      cause,
    });
    this.name = "FragmentError";
  }
}

/** A file of changes: part of a release in the form of Keep a Changelog, "### Added" and a list below it. */
export interface Fragment {
  readonly name: string;
  readonly text: string;
}

/**
 * The changelog with one release more, made of the fragments.
 *
 * @param date of the release, YYYY-MM-DD.
 * @throws FragmentError, NoChangesError, ReleasedError
 */
export function withRelease(
  page: string,
  fragments: readonly Fragment[],
  { version, date }: { readonly version: string; readonly date: string },
): string {
  const changelog = parser(page);
  if (changelog.findRelease(version) !== undefined) throw new ReleasedError(version);
  if (fragments.length === 0) throw new NoChangesError();
  const release = new Release(version, date);
  for (const fragment of fragments) {
    for (const [kind, changes] of changesOf(fragment)) {
      for (const change of changes) release.addChange(kind, change);
    }
  }
  return changelog.addRelease(release).toString();
}

function changesOf(fragment: Fragment): Release["changes"] {
  const { description, changes } = parsed(fragment);
  const count = [...changes.values()].flat().length;
  if (count === 0 || description.trim() !== "") throw new FragmentError(fragment.name, undefined);
  return changes;
}

function parsed({ name, text }: Fragment): Release {
  try {
    const [release] = parser(`# Changes\n\n## Unreleased\n\n${text}`).releases;
    if (release !== undefined) return release;
  } catch (error) {
    throw new FragmentError(name, error);
  }
  throw new FragmentError(name, undefined);
}
