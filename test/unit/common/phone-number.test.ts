import examples from "libphonenumber-js/examples.mobile.json";
import * as max from "libphonenumber-js/max";
import * as min from "libphonenumber-js/min";
import { e164 } from "../../../provider/common/phone-number.ts";

const countries = min.getCountries();

/** The library's example of a country's mobile number, without "+" and country code. */
const nationalExample = (country: min.CountryCode): string => examples[country];

describe("the E.164 form of a number", () => {
  it.each([
    ["+44 (0)20 7946 0018", "+442079460018"],
    ["+44 20 7946 0018", "+442079460018"],
    ["+49 (0)30 23125 000", "+493023125000"],
    ["+33 06 12345678", "+33612345678"],
    ["+82 010 1234 5678", "+821012345678"],
    ["+91 098765 43210", "+919876543210"],
    ["+1 1 202 555 0100", "+12025550100"],
  ])("for %s is %s, without the national trunk digit", (written, number) => {
    expect(e164(written)).toBe(number);
  });

  it("keeps Italy's zero", () => expect(e164("+39 06 1234 5678")).toBe("+390612345678"));

  it.each([
    ["bidi marks", "\u202a+1\u200e 202\u2066 555\u2069 0100\u202c\u200f\u061c"],
    ["zero-width characters", "\ufeff+1\u200b202\u200c555\u200d0100\u2060"],
    ["soft hyphens", "+1\u00ad202\u00ad555\u00ad0100"],
    ["a no-break blank and Unicode dashes", "+1\u00a0202\u2011555\u20130100"],
  ])("is found in a number with %s", (_what, written) => expect(e164(written)).toBe("+12025550100"));

  it.each([
    ["a country code that nobody has", "+999 20255501"],
    ["a digit too few", "+1 202 555 010"],
    ["no country code", "2025550100"],
    ["letters", "+1 202 555 CALL"],
    ["a Mexican number with the 1 of mobile numbers", "+52 1 55 1234 5678"],
    ["a Mexican number with that 1, and a digit too few", "+52 1 55 1234 567"],
    ["two zeros of national dialling, of which only one would go", "+44 00 20 7946 001"],
    ["more digits than E.164 allows", "+49 30 23125 0001234"],
  ])("does not exist for %s", (_what, written) => expect(e164(written)).toBeUndefined());

  it("can have 15 digits plus a national trunk zero", () => {
    expect(e164("+49 (0)30 23125 000123")).toBe("+493023125000123");
  });
});

describe("the small metadata of phone numbers in the package", () => {
  it("contains every country of the full metadata", () => {
    expect(countries).toEqual(max.getCountries());
    expect(countries.length).toBeGreaterThanOrEqual(245);
    expect(Object.keys(examples).sort()).toEqual([...countries].sort());
  });

  it.each(countries)(
    "returns the same E.164 form for %s's example number as the full metadata",
    (country) => {
      const international = `+${min.getCountryCallingCode(country)}${nationalExample(country)}`;
      expect(e164(international)).toBe(international);
      expect(max.parsePhoneNumberFromString(international)?.number).toBe(international);
      // Both agree on a number with a trunk digit, or one digit too many.
      for (const digit of ["0", "1", "8"]) {
        const prefixed = international.replace(nationalExample(country), `${digit}$&`);
        const [small, full] = [min, max].map(
          (library) => library.parsePhoneNumberFromString(prefixed)?.number,
        );
        expect(small).toBe(full);
      }
    },
  );
});
