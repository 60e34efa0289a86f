import { beginning, readErrorBody, readSuccessBody, truncate } from "../../../provider/plivo/error-body.ts";

const apiId = "97ceeb52-58b6-11e1-86da-77300b68f8bb";

describe("an error body of the vendor's", () => {
  it.each([
    ["a text", { api_id: apiId, error: "not found" }, "not found", apiId],
    [
      "a text without api_id",
      { error: "authentication credentials were not provided" },
      "authentication credentials were not provided",
      undefined,
    ],
    ["an object with error", { api_id: apiId, error: { error: "inner" } }, "inner", apiId],
    ["an object with message", { api_id: apiId, error: { message: "inner" } }, "inner", apiId],
    ["a capital Error", { Error: "capital" }, "capital", undefined],
    ["only a message", { message: "only this" }, "only this", undefined],
    ["an error beside a message", { message: "less", error: "more" }, "more", undefined],
    ["nothing known", { detail: "other" }, undefined, undefined],
    ["parts of other types", { api_id: 5, error: 7, message: "still read" }, "still read", undefined],
  ])("is read if it contains %s", (_, body, text, id) => {
    expect(readErrorBody(JSON.stringify(body))).toEqual({ text, apiId: id });
  });

  it.each([
    ["plain text", "Service unavailable", "Service unavailable"],
    [
      "HTML",
      "<html><head><title> 502 Bad Gateway </title></head><body>secret</body></html>",
      "an HTML page titled 502 Bad Gateway",
    ],
    ["HTML without a title", "<!DOCTYPE html><p>secret", "an HTML page"],
    ["HTML after words", "oops <html>secret</html>", "an HTML page"],
    ["JSON cut off, which may hold PINs", '{"session":{"first_party_pin":"9', undefined],
    ["nothing", "", ""],
  ])("is read if it is %s", (_, body, text) => {
    expect(readErrorBody(body)).toEqual({ text, apiId: undefined });
  });
});

describe("the body of a success", () => {
  it("contains the text of its error, and not of its message", () => {
    expect(readSuccessBody('{"message":"Session expired"}').text).toBeUndefined();
    expect(readSuccessBody('{"error":"Session already expired"}').text).toBe("Session already expired");
    expect(readSuccessBody("<title>Log in</title>").text).toBeUndefined();
  });
});

describe("a long text", () => {
  it("is cut to one line of the maximum length", () => {
    expect(beginning(" a\n b ")).toBe("a b");
    expect(truncate("x".repeat(500), 300)).toHaveLength(300);
  });
});
