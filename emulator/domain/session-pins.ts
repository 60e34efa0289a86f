import { randomInt } from "node:crypto";
import { filled, type SentParameters } from "./parameters";
import { refusals } from "./refusals";
import type { Session } from "./session";

const DEFAULT_LENGTH = 4;

/** The part of a session that concerns PIN authentication. */
export type PinSettings = Pick<
  Session,
  | "is_pin_authentication_required"
  | "generate_pin"
  | "generate_pin_length"
  | "first_party_pin"
  | "second_party_pin"
  | "pin_prompt_play"
  | "pin_retry"
  | "pin_retry_wait"
  | "incorrect_pin_play"
  | "force_pin_authentication"
>;

const WITHOUT_PIN: PinSettings = {
  is_pin_authentication_required: false,
  generate_pin: null,
  generate_pin_length: null,
  first_party_pin: null,
  second_party_pin: null,
  pin_prompt_play: null,
  pin_retry: null,
  pin_retry_wait: null,
  incorrect_pin_play: null,
  force_pin_authentication: null,
};

/** Two different PINs of this many digits. */
export function generatePins(length: number): [first: string, second: string] {
  const digits = () => Array.from({ length }, () => randomInt(10)).join("");
  const first = digits();
  let second = digits();
  while (second === first) second = digits();
  return [first, second];
}

/** A PIN of each party that is there; a missing party may have one too. */
function requireGivenPins(sent: SentParameters): void {
  if (sent.first_party && !sent.first_party_pin) throw refusals.missing("first_party_pin");
  if (sent.second_party && !sent.second_party_pin) throw refusals.missing("second_party_pin");
}

/** What a create request's PIN parameters amount to. Without PIN authentication they have no effect and stay unset. */
export function pinSettings(sent: SentParameters): PinSettings {
  if (sent.first_party_pin && sent.first_party_pin === sent.second_party_pin) throw refusals.equalPins();
  if (!sent.is_pin_authentication_required) return WITHOUT_PIN;
  if (!sent.pin_prompt_play) throw refusals.missing("pin_prompt_play");
  if (!sent.generate_pin) requireGivenPins(sent);

  const length = sent.generate_pin_length ?? DEFAULT_LENGTH;
  const [first, second] = sent.generate_pin
    ? generatePins(length)
    : [sent.first_party_pin ?? null, sent.second_party_pin ?? null];
  return {
    is_pin_authentication_required: true,
    generate_pin: sent.generate_pin ?? false,
    generate_pin_length: length,
    first_party_pin: first,
    second_party_pin: second,
    pin_prompt_play: sent.pin_prompt_play,
    pin_retry: sent.pin_retry ?? 1,
    pin_retry_wait: sent.pin_retry_wait ?? 5,
    incorrect_pin_play: filled(sent.incorrect_pin_play),
    force_pin_authentication: sent.force_pin_authentication ?? false,
  };
}
