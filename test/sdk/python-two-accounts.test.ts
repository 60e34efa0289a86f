import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { missingOutput } from "../support/example.ts";
import { ExampleProject } from "./example-project.ts";
import { buildTimeout } from "./quickstart.ts";

const parties = (emulator: Emulator) => emulator.sessions.live().map(({ first_party: first }) => first);

describe("examples/python-two-accounts, by the commands of its README", () => {
  let project: ExampleProject;
  let support: Emulator;
  let printed = "";
  beforeAll(async () => {
    project = await ExampleProject.open("python-two-accounts");
    support = await startEmulator({ authId: "MA-SUPPORT-ACCOUNT-0", authToken: "support-token" });
    await project.next();
  }, buildTimeout);
  afterAll(async () => {
    await project.close();
    await support.close();
  });

  it("creates one session in each account", async () => {
    printed += await project.next((command) => command.replace("http://127.0.0.1:4011", support.endpoint));
    expect([parties(project.emulator), parties(support)]).toEqual([["12025550144"], ["12025550144"]]);
  });

  it("prints what the README shows, without a number of a party or the token", async () => {
    expect(missingOutput("python-two-accounts", printed)).toEqual([]);
    const seen = `${printed}${await project.state()}`;
    expect(seen).not.toMatch(/202[ -]?555[ -]?01|support-token/);
  });

  it("expires each session in its own account", async () => {
    await project.next();
    expect(project.left).toBe(0);
    expect([parties(project.emulator), parties(support)]).toEqual([[], []]);
  });
});
