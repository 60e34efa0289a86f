import { createCipheriv, randomBytes } from "node:crypto";

export const defaultPassphrase = "a passphrase for throw-away stacks";

/** A salt with which Pulumi accepts that passphrase. */
const salt = "v1:XpNm6av3jyw=:v1:8bEykQgI6ICJvgfO:hlaLDEGRpOMdzKPn6mUazUrv3F597g==";

/**
 * The key of all stacks. The CLI derives it from passphrase and salt by PBKDF2-SHA256 with a million rounds.
 */
export const key = Buffer.from("273d1f0e3487d2ddc3bb339513766d3e12e2af3c5effdea0351575ecc4d1d868", "hex");

/** The source of a stack's key: its entry in the state, and its lines in the stack's configuration file. */
export interface SecretsProvider {
  readonly entry: object;
  readonly lines: string;
}

/**
 * The vault (./vault.ts) if MASKING_VAULT has its address, else the default passphrase. Deriving the key from
 * a passphrase takes a fifth of the CPU time of an operation.
 */
export function secretsProvider(): SecretsProvider {
  if (process.env["MASKING_VAULT"] === undefined) {
    return { entry: { type: "passphrase", state: { salt } }, lines: `encryptionsalt: ${salt}\n` };
  }
  const [url, encryptedkey] = ["hashivault://tests", Buffer.from("the key").toString("base64")];
  return {
    entry: { type: "cloud", state: { url, encryptedkey } },
    lines: `secretsprovider: ${url}\nencryptedkey: ${encryptedkey}\n`,
  };
}

const signature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** Encrypts a value as a secret of a state file. */
export function encrypt(value: unknown): object {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const text = [cipher.update(JSON.stringify(value)), cipher.final(), cipher.getAuthTag()];
  const ciphertext = `v1:${nonce.toString("base64")}:${Buffer.concat(text).toString("base64")}`;
  return { ...signature, ciphertext };
}
