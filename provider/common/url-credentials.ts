/*
 * Users and passwords in URLs. Covers each spelling that the URL standard accepts (`https:/u:p@h`,
 * `https:\\u:p@h`, tabs and newlines inside), and URLs within a URL.
 */

/** The URL standard needs no slash after these schemes, and reads a backslash as a slash. */
const special = /(?:https?|wss?|ftp):/i;
const schemeAtEnd = /[a-z][a-z0-9+.-]*:\s*$/i;

/** Where a text has `user:password`, without the "@". */
type Range = readonly [start: number, end: number];

/** Whether a value has a URL with a user or a password, also percent-encoded. Such a value is secret. */
export function hasCredentials(value: unknown): boolean {
  if (typeof value !== "string") return false;
  return decodings(value).some(
    (text) => text.includes("@") && rangesIn(removeTabsAndNewlines(text)).length > 0,
  );
}

/**
 * Each `user:password` of the URLs in a value, as written and decoded. Also finds one in an invalid URL,
 * which Plivo quotes most often.
 */
export function credentialsIn(value: string): string[] {
  const [, misspelt] = /\/\/([^/?#]*)@/.exec(value) ?? [];
  const users = decodings(value).flatMap((text) => {
    const url = removeTabsAndNewlines(text);
    return rangesIn(url).map(([start, end]) => url.slice(start, end));
  });
  return [...new Set(misspelt === undefined ? users : [misspelt, ...users])];
}

/** The decoded user and password of a URL, "" if it has none. Undefined if they cannot be decoded. */
export function decodeUser({ username, password }: URL): { user: string; password: string } | undefined {
  try {
    return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    return undefined;
  }
}

/**
 * A URL with a word in place of each user and password. If encoded credentials remain in the path or query,
 * the word replaces both.
 */
export function concealCredentials(url: string, word: string): string {
  if (!hasCredentials(url)) return url;
  const plain = removeTabsAndNewlines(url);
  const ranges = rangesIn(plain);
  const rest = replaceRanges(
    plain,
    ranges.map(([start, end]) => [start, end + 1]),
    "",
  );
  const concealed = replaceRanges(plain, ranges, word);
  return hasCredentials(rest) ? `${originOf(concealed)}/${word}` : concealed;
}

/** The same for a text that may contain URLs. Percent-encoded credentials stay. */
export function withoutCredentials(text: string, word: string): string {
  return text.includes("@") ? replaceRanges(text, rangesIn(text, true), word) : text;
}

/** The part of a URL before its path. */
export function originOf(url: string): string {
  return /^\s*[a-z][a-z0-9+.-]*:[/\\]*[^/\\?#]*/i.exec(url)?.[0] ?? "";
}

/** The URL standard ignores these anywhere in a URL. */
function removeTabsAndNewlines(url: string): string {
  return url.replace(/[\t\n\r]/g, "");
}

/** A value, and its results of decoding up to three times: a URL in a query can have a URL in its query. */
export function decodings(value: string): string[] {
  const all = [value];
  for (let times = 0; times < 3; times += 1) {
    const last = all.at(-1) ?? "";
    const next = last.replace(/%([0-7][0-9a-f])/gi, (_escape, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
    if (next === last) break;
    all.push(next);
  }
  return all;
}

/**
 * Finds credentials by the URL standard's rules: the authority begins after the scheme and any slashes, and
 * ends before the next slash, "?" or "#". The credentials end at its last "@".
 *
 * @param amongWords quotation marks end the authority too, and so do blanks outside a password.
 */
function rangesIn(text: string, amongWords = false): Range[] {
  const parts = text.split(amongWords ? /((?:[/\\]\s*)+|[?#"'<>]+)/ : /([/\\]+|[?#]+)/);
  const ranges: Range[] = [];
  let index = 0;
  for (const [number, part] of parts.entries()) {
    const user = number % 2 === 0 ? userIn(part, parts[number - 2], parts[number - 1]) : undefined;
    if (user !== undefined && (!amongWords || /^[^\s:]*(?::|$)/.test(part.slice(...user)))) {
      ranges.push([index + user[0], index + user[1]]);
    }
    index += part.length;
  }
  return ranges;
}

/** Where a part between separators has credentials. */
function userIn(part: string, before = "", separator = ""): Range | undefined {
  const end = part.lastIndexOf("@");
  if (end === -1) return undefined;
  if (/^[/\\\s]+$/.test(separator) && schemeAtEnd.test(before.slice(-64))) return [0, end];
  const scheme = special.exec(part.slice(0, end));
  return scheme === null ? undefined : [scheme.index + scheme[0].length, end];
}

function replaceRanges(text: string, ranges: readonly Range[], word: string): string {
  let rest = "";
  let index = 0;
  for (const [start, end] of ranges) {
    rest += text.slice(index, start) + word;
    index = end;
  }
  return rest + text.slice(index);
}
