/** An error response. `body` is what is sent, except `api_id`. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const maxNameLength = 100;

function invalid(name: string, reason: string): ApiError {
  return new ApiError(400, `Invalid parameter. ${name} ${reason}`);
}

/** The texts of all error responses. None quotes a value: values are phone numbers and PINs. */
export const refusals = {
  unauthenticated: () => new ApiError(401, "authentication credentials were not provided"),
  malformedUuid: () => invalid("session_uuid", "is not a valid UUID."),
  unknownUuid: () => invalid("session_uuid", "does not exist."),
  pairTaken: () => new ApiError(400, "An active session of these parties exists already."),
  notFound: () => new ApiError(404, "not found"),
  methodNotAllowed: () => new ApiError(405, "method not allowed"),
  tooManyRequests: () => new ApiError(429, "Too many requests, rate limited"),
  internal: () => new ApiError(500, "Internal server error."),
  bodyNotJson: () => new ApiError(400, "The request body should be a JSON object."),
  contentType: () => new ApiError(400, "The content type should be application/json."),

  poolExhausted: () => new ApiError(400, "Number pool exhausted or not available."),
  alreadyExpired: () => new ApiError(400, "Session already expired"),

  missing: (name: string) => new ApiError(400, `Mandatory parameter missing. ${name} must be present.`),
  unknown: (name: string) => invalid(name.slice(0, maxNameLength), "is not a known parameter."),
  misspelt: (name: string, right: string) =>
    invalid(name, `is not a known parameter: the API calls it ${right}.`),
  notUpdatable: (name: string) => invalid(name, "cannot be updated."),
  phoneNumber: (name: string) => invalid(name, "is not a valid phone number."),
  outOfRange: (name: string) => invalid(name, "is outside the allowed range."),
  notInteger: (name: string) => invalid(name, "should be an integer."),
  notString: (name: string) => invalid(name, "should be a string."),
  choices: (name: string, values: readonly string[]) =>
    invalid(name, `allowed values are ${values.join(" or ")}.`),
  url: (name: string) => invalid(name, "should be a valid URL."),
  urlTooLong: (name: string) => invalid(name, "should be under 1000 characters."),
  audioFile: (name: string) => invalid(name, "should be the URL of an .mp3 or .wav file."),
  pin: (name: string) => invalid(name, "should be 4 to 15 digits."),
  equalPins: () => invalid("first_party_pin and second_party_pin", "should be different."),
  time: (name: string) => invalid(name, "should have the format YYYY-MM-DD HH:MM[:ss[.uuuuuu]]."),
  window: (name: string) => invalid(name, "should span at most 30 days."),
} as const;
