import { InvokeRequest } from "@pulumi/pulumi/proto/provider_pb";
import { invoke } from "../../../plugin/functions.ts";
import { hostProblems } from "../../../plugin/host-arguments.ts";
import { settingProblems } from "../../../provider/accounts/provider-settings.ts";
import { DeclaredAccounts } from "../../../provider/session/account-name.ts";
import { check } from "../../../provider/session/check.ts";

const prompt = "https://example.com/prompt.mp3";
const parties = { firstParty: "+12025550100", secondParty: "+12025550111" };
const pin = { ...parties, isPinAuthenticationRequired: true, pinPromptPlay: prompt };

/** Arguments that are refused for one reason after another. */
const refused: Readonly<Record<string, unknown>>[] = [
  { ...parties, recrod: true },
  { ...parties, "1": true },
  { ...parties, firstParty: "2025550100" },
  { ...parties, firstParty: 12025550100 },
  { ...parties, firstParty: "+1 202 555 0100 ext 1" },
  { ...parties, firstParty: "+1202555" },
  { ...parties, firstParty: "+52 1 55 1234 5678" },
  { ...parties, ringTimeout: 0 },
  { ...parties, pinRetry: 9 },
  { ...parties, geomatch: 1 },
  { ...parties, geomatch: "true" },
  { ...parties, sessionExpiry: "3600" },
  { ...parties, pinRetry: "3" },
  { ...pin, firstPartyPin: 1234, secondPartyPin: "5678" },
  { ...pin, firstPartyPin: "12", secondPartyPin: "5678" },
  { ...parties, subaccount: 1 },
  { ...parties, subaccount: "" },
  { ...parties, account: "of Łódź" },
  { ...parties, callbackMethod: "PUT" },
  { ...parties, callbackUrl: 1 },
  { ...parties, callbackUrl: "" },
  { ...parties, unknownCallerPlay: "https://example.com/" },
  { firstParty: parties.firstParty, secondParty: parties.firstParty },
  { firstParty: parties.firstParty },
  { createSessionWithSingleParty: true },
  { ...parties, isPinAuthenticationRequired: true, generatePin: true },
  pin,
  { ...parties, forcePinAuthentication: true },
  { ...pin, generatePin: true, firstPartyPin: "1234" },
  { ...pin, firstPartyPin: "1234", secondPartyPin: "1234" },
  { ...parties, initiateCallToFirstParty: true },
  { ...parties, renewBefore: 60 },
  { ...parties, sessionExpiry: 60, renewBefore: 60 },
  { ...parties, adoptSessionUuid: "mine" },
];

/** What a person is told of them. */
export function refusals(): string[] {
  const accounts = new DeclaredAccounts();
  const shared = ["eu-west", "EU_West"].flatMap((name) => accounts.problems(name));
  const problems = [...refused.flatMap((news) => check(news).problems), ...shared];
  return [...new Set(problems.map(({ reason }) => reason))];
}

/** What only the native form tells a person about arguments, settings and functions. */
export async function nativeRefusals(): Promise<string[]> {
  const problems = hostProblems({ account: "support", adoptSessionUuid: "a", refresh: "yes" });
  const settings = [{ authId: "MA" }, { authToken: "token" }].flatMap((one) => settingProblems(one, true));
  const unknown = new InvokeRequest().setTok("plivo:index:getSession");
  const response = await invoke(unknown, () => {
    throw new Error("nothing is read");
  });
  const failures = response.getFailuresList().map((one) => one.getReason());
  return [...[...problems, ...settings].map(({ reason }) => reason), ...failures];
}
