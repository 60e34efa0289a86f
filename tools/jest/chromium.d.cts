/** The Chromium that PATH leads to, for tests of pages; undefined where there is none. */
export function findChromium(): string | undefined;
