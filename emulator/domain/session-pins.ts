import { randomInt } from "node:crypto";
import type { SentParameters } from "./read-parameters";
import { refusals } from "./refusals";
import type { Session } from "./session";
import { sessionFields } from "./session-fields";

/** Two different PINs of this length. */
function generatePins(length: number): [first: string, second: string] {
  const digits = () => Array.from({ length }, () => randomInt(10)).join("");
  const first = digits();
  let second = digits();
  while (second === first) second = digits();
  return [first, second];
}

/** Requires a PIN for each party that is set. A missing party may have one too. */
function requireGivenPins(sent: SentParameters): void {
  if (sent.first_party && !sent.first_party_pin) throw refusals.missing("first_party_pin");
  if (sent.second_party && !sent.second_party_pin) throw refusals.missing("second_party_pin");
}

/** @throws ApiError if the PIN parameters of a create do not fit together. */
export function checkPins(sent: SentParameters): void {
  if (sent.first_party_pin && sent.first_party_pin === sent.second_party_pin) throw refusals.equalPins();
  if (!sent.is_pin_authentication_required) return;
  if (!sent.pin_prompt_play) throw refusals.missing("pin_prompt_play");
  if (!sent.generate_pin) requireGivenPins(sent);
}

/** The PINs that Plivo generates, if the create asks for them. */
export function generatedPins(
  sent: SentParameters,
): Partial<Pick<Session, "first_party_pin" | "second_party_pin">> {
  if (!sent.is_pin_authentication_required || !sent.generate_pin) return {};
  const [first, second] = generatePins(sent.generate_pin_length ?? sessionFields.generate_pin_length.default);
  return { first_party_pin: first, second_party_pin: second };
}
