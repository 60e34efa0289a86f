#!/bin/sh
# npm run changelog -- 1.2.3: moves the files of changes/ into CHANGELOG.md as this release, dated today.
# The command "changelog" is from the package keep-a-changelog.
set -eu
version=${1:?Name the version: npm run changelog -- 1.2.3}
url=$(node -p 'require("./package.json").homepage.replace(/#.*/, "")')
released=$(mktemp)
trap 'rm -f "$released"' EXIT

# Below the title and the two introductory paragraphs.
{ head -n 5 CHANGELOG.md; printf '\n## [Unreleased]\n\n'; cat changes/*.md; tail -n +6 CHANGELOG.md; } > "$released"
cp "$released" CHANGELOG.md
changelog --release --version "$version" --url "$url" --quiet
prettier --write CHANGELOG.md
rm changes/*.md
