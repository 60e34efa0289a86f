import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { CaptureKind, Recorded, ValueKind } from "../../../tools/leaks/record.ts";

/** A value in a capture, without the value itself. */
export interface Hit {
  readonly kind: Exclude<ValueKind, "public" | "clear">;
  readonly capture: CaptureKind;
  /** The test that made the capture. */
  readonly origin: string;
  /** The text around the masked value. */
  readonly excerpt: string;
}

/** A PIN of fewer digits can be any number, so only its own test's captures are searched for it. */
const longDigits = 7;
const around = 60;

/** Where Pulumi itself shows the numbers that a state holds in clear. */
const ofPulumi: readonly CaptureKind[] = ["text", "events", "digest", "state"];

/** UUIDs, times in nanoseconds and the seconds of the engine's events can contain any digits by chance. */
const chance =
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b\d{4}-\d\d-\d\dT[\d:]{8}(?:\.\d+)?|(?<="timestamp": ?)\d{10}\b/gi;
/** Digits as people and URLs write numbers, with up to two separators between them. */
const digitRun = /\d(?:\0*[ ()./_|\u00a0\u200b-\u200f\u2060\ufeff-]?\0*[ ()./_|\u00a0-]?\0*\d){6,}/g;
/** Four to six separate digits, which are no part of an id, a time, a version or a ciphertext. */
const shortRun = /(?<![A-Za-z0-9+/_.-])\d{4,6}(?![A-Za-z0-9+/=_-]|\.\d)/g;
/** A JSON number, a port, a line or column of a source file, the number of a process: a PIN is a text. */
const notText = /(?:": ?|\d:|localhost:|\.[a-z]{1,3}[:#](?:\d+,)?|\bpid:? ?)$/;

type Place = readonly [start: number, end: number];

/** Finds all values of a run in its captures, in any spelling. */
export class LeakSearch {
  readonly #long = new Map<string, Exclude<ValueKind, "token" | "public">>();
  readonly #lengths: readonly number[];
  readonly #short = new Map<string, Set<string>>();
  readonly #tokens: readonly string[];
  /** By test. */
  readonly #clear = new Map<string, Set<string>>();

  constructor(recorded: Iterable<Recorded>) {
    const tokens = new Set<string>();
    const common = new Set<string>();
    for (const line of recorded) {
      if (!("value" in line)) continue;
      if (line.value === "token") for (const form of formsOf(line.text)) tokens.add(form);
      else if (line.value === "public") common.add(line.text);
      else if (line.value === "clear")
        for (const form of digitForms({ ...line, value: "number" })) add(this.#clear, line.origin, form);
      else if (line.text.length >= longDigits)
        for (const form of digitForms(line)) this.#long.set(form, line.value);
      else add(this.#short, line.origin, line.text);
    }
    for (const values of this.#short.values()) for (const value of common) values.delete(value);
    this.#lengths = [...new Set([...this.#long.keys()].map(({ length }) => length))];
    this.#tokens = [...tokens];
  }

  /** The values in a capture, one of each kind. */
  hitsIn({ origin, capture, text }: Extract<Recorded, { capture: CaptureKind }>): Hit[] {
    const chosen = unescapeText(text).replace(chance, (id) => "x".repeat(id.length));
    const shown = ofPulumi.includes(capture) ? this.#clear.get(origin) : undefined;
    const found: [Hit["kind"], Place | undefined][] = [
      ["token", this.#token(text)],
      ["number", this.#digits(chosen, "number", shown)],
      ["PIN", this.#digits(chosen, "PIN") ?? this.#shortPin(chosen, origin)],
    ];
    return found.flatMap(([kind, place]) =>
      place === undefined ? [] : [{ kind, capture, origin, excerpt: excerptOf(text, place) }],
    );
  }

  #token(text: string): Place | undefined {
    for (const token of this.#tokens) {
      const start = text.indexOf(token);
      if (start !== -1) return [start, start + token.length];
    }
    return undefined;
  }

  #digits(text: string, kind: "number" | "PIN", shown?: ReadonlySet<string>): Place | undefined {
    for (const { 0: run, index } of text.matchAll(digitRun)) {
      if (this.#holds(run.replace(/\D/g, ""), kind, shown)) return [index, index + run.length];
    }
    return undefined;
  }

  #holds(digits: string, kind: "number" | "PIN", shown?: ReadonlySet<string>): boolean {
    return this.#lengths.some((length) => {
      for (let start = 0; start + length <= digits.length; start += 1) {
        const part = digits.slice(start, start + length);
        if (this.#long.get(part) === kind && shown?.has(part) !== true) return true;
      }
      return false;
    });
  }

  #shortPin(text: string, origin: string): Place | undefined {
    const values = this.#short.get(origin);
    if (values === undefined || values.size === 0) return undefined;
    for (const { 0: digits, index } of text.matchAll(shortRun)) {
      if (values.has(digits) && !notText.test(text.slice(Math.max(0, index - 16), index))) {
        return [index, index + digits.length];
      }
    }
    return undefined;
  }
}

/** Replaces URL and HTML escapes by their characters, padded with NUL to the same length. */
function unescapeText(text: string): string {
  return text
    .replace(/%[2-7][0-9a-f]/gi, (escape) => `${decodeURIComponent(escape)}\0\0`)
    .replace(/&nbsp;/g, "\u00a0\0\0\0\0\0");
}

/** The digits of a number or PIN; of a number also without its country code. */
function digitForms({ value, text }: Extract<Recorded, { value: ValueKind }>): string[] {
  const national = value === "number" ? parsePhoneNumberFromString(`+${text}`)?.nationalNumber : undefined;
  return national === undefined || national.length < longDigits ? [text] : [text, national];
}

function add(byOrigin: Map<string, Set<string>>, origin: string, text: string): void {
  byOrigin.set(origin, (byOrigin.get(origin) ?? new Set()).add(text));
}

function formsOf(token: string): string[] {
  const json = JSON.stringify(token).slice(1, -1);
  return [token, encodeURIComponent(token), json, Buffer.from(token).toString("base64")];
}

function excerptOf(text: string, [start, end]: Place): string {
  const before = text.slice(Math.max(0, start - around), start);
  const shown = `${before}•••${text.slice(end, end + around)}`;
  // A neighbour may be a value too.
  return shown.replace(/\d{4,}/g, "•••").replace(/\s+/g, " ");
}
