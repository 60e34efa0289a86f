import { check } from "./check-reasons.ts";
import { parties } from "../../support/field-changes.ts";

const both = parties(0);

describe("a rejected argument", () => {
  it("is left out of the arguments, and is no part of rules about several arguments", () => {
    expect(check({ ...both, pinRetry: 9 }).inputs).toEqual(both);
    const { inputs, problems } = check({ ...both, firstParty: "no number" });
    expect(inputs).toEqual({ secondParty: both.secondParty });
    expect(problems).toHaveLength(1);
  });

  it.each(["https://media.example.com/prompt.mp3.exe", "https://media.example.com/mp3"])(
    "can be the prompt %s, which is no .mp3 or .wav file",
    (pinPromptPlay) => {
      const pins = { isPinAuthenticationRequired: true, generatePin: true };
      expect(check({ ...both, ...pins, pinPromptPlay }).problems).toEqual([
        expect.stringContaining("pinPromptPlay must point to an .mp3 or .wav file") as string,
      ]);
    },
  );

  it.each(["https://hooks.example.com/a b", " https://hooks.example.com/", "https://hooks.example.com/\n"])(
    "can be the URL %j, because of its blanks",
    (callbackUrl) => expect(check({ ...both, callbackUrl }).problems).toHaveLength(1),
  );

  it("can be a number with anything but digits after its sign", () => {
    expect(check({ ...both, firstParty: "+a+12025550100" }).problems).toEqual([
      expect.stringContaining('firstParty may have only digits after the "+"') as string,
    ]);
  });

  it.each(["12025550100abc", "abc12025550100", "1", ""])(
    "is not quoted if its name may contain a number: %j",
    (name) => expect(check({ ...both, [name]: true }).problems).toEqual(["There is no argument."]),
  );
});
