import { check } from "./check-reasons";
import { parties } from "../../support/field-changes";

const both = parties(0);

describe("what is refused", () => {
  it("is left out of the arguments, and takes part in no rule about several", () => {
    expect(check({ ...both, pinRetry: 9 }).inputs).toEqual(both);
    const { inputs, problems } = check({ ...both, firstParty: "no number" });
    expect(inputs).toEqual({ secondParty: both.secondParty });
    expect(problems).toHaveLength(1);
  });

  it.each(["https://media.example.com/prompt.mp3.exe", "https://media.example.com/mp3"])(
    "is the prompt %s, which is no .mp3 or .wav file",
    (pinPromptPlay) => {
      const pins = { isPinAuthenticationRequired: true, generatePin: true };
      expect(check({ ...both, ...pins, pinPromptPlay }).problems).toEqual([
        expect.stringContaining("pinPromptPlay must point to an .mp3 or .wav file") as string,
      ]);
    },
  );

  it.each(["https://hooks.example.com/a b", " https://hooks.example.com/", "https://hooks.example.com/\n"])(
    "is the URL %j, for its blanks",
    (callbackUrl) => {
      expect(check({ ...both, callbackUrl }).problems).toHaveLength(1);
    },
  );

  it("is a number with anything but digits after its sign", () => {
    expect(check({ ...both, firstParty: "+a+12025550100" }).problems).toEqual([
      expect.stringContaining('firstParty may have only digits after the "+"') as string,
    ]);
  });

  it.each(["12025550100abc", "abc12025550100", "1", ""])(
    "is not quoted where it is an argument's name that may hold a number: %j",
    (name) => {
      expect(check({ ...both, [name]: true }).problems).toEqual(["There is no argument."]);
    },
  );
});
