/** Formats names as "a", "a and b" or "a, b and c". */
export const list = new Intl.ListFormat("en-GB", { type: "conjunction" });
