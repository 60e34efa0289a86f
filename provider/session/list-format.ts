/** Names in one sentence: "a", "a and b", "a, b and c". */
export const list = new Intl.ListFormat("en-GB", { type: "conjunction" });
