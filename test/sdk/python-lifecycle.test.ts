import { noteValuesOf } from "../support/leaks/values.ts";
import type { BareProject } from "../support/bare-project.ts";
import { createElsewhere } from "../support/elsewhere.ts";
import { PythonProject, type Operation } from "./python-project.ts";
import { buildTimeout } from "./quickstart.ts";

const ride = { first_party: "+1 202 555 0161", second_party: "+12025550162", session_expiry: 3600 };
const taxi = {
  firstParty: "+12025550163",
  secondParty: "+12025550164",
  sessionExpiry: 7200,
  ringTimeout: 20,
};
const pin = {
  is_pin_authentication_required: true,
  generate_pin: true,
  pin_prompt_play: "https://example.com/pin.mp3",
};
const number = /"\+1\d{10}"/;

describe("a Python program on the generated package", () => {
  let program: PythonProject;
  let project: BareProject;
  const operate = (operation: Operation) => program.operate(operation);
  const declare = async (declared: Readonly<Record<string, Readonly<Record<string, unknown>>>>) => {
    noteValuesOf(declared);
    await project.write("declared.json", JSON.stringify(declared));
  };
  beforeAll(async () => {
    program = await PythonProject.open();
    project = program.bare;
  }, buildTimeout);
  afterAll(() => project.close());

  it("previews a session without a request for it, its numbers secret", async () => {
    await declare({ ride: { ...ride, ...pin } });
    const text = await operate("preview");
    expect(text).toMatch(/\+ plivo:index:MaskingSession: \(create\)/);
    expect(text).toMatch(/firstParty +: \[secret\]/);
    expect(project.requests()).toEqual([]);
  });

  it("creates the session by one request, and reads it by the function of the package", async () => {
    const text = await operate("up");
    expect(text).toMatch(/rideNumber: "\+1\d{10}"/);
    expect(text).toMatch(/rideParty +: \[secret\]/);
    expect(project.requests()).toEqual(["POST 201", "GET 200"]);
  });

  it("finds nothing to change in the same program", async () => {
    expect(await operate("preview")).toMatch(/2 unchanged/);
    expect(await operate("refresh")).toMatch(/2 unchanged/);
  });

  it("changes the session in place, and its number stays known", async () => {
    await declare({ ride: { ...ride, ...pin, ring_timeout: 30 } });
    const preview = await operate("preview");
    expect(preview).toMatch(/~ plivo:index:MaskingSession: \(update\)[^+]*\+ ringTimeout: 30/);
    expect(preview).not.toMatch(/rideNumber/);
    project.requests();
    await operate("up");
    expect(project.requests().filter((request) => !request.startsWith("GET"))).toEqual(["POST 200"]);
  });

  it("replaces the session if a number changes", async () => {
    await declare({ ride: { ...ride, ...pin, second_party: "+12025550165", ring_timeout: 30 } });
    const preview = await operate("preview");
    expect(preview).toMatch(/~ secondParty: \[secret\] => \[secret\]/);
    project.requests();
    await operate("up");
    const sent = project.requests().filter((request) => !request.startsWith("GET"));
    expect(sent).toEqual(["POST 201", "DELETE 200"]);
  });

  it("imports a session by the option import, and creates none", async () => {
    const id = await createElsewhere(project.emulator, taxi);
    const declared = { first_party: taxi.firstParty, second_party: taxi.secondParty, import: id };
    const rest = { session_expiry: 7200, ring_timeout: 20, call_time_limit: 14400 };
    await declare({
      ride: { ...ride, ...pin, second_party: "+12025550165", ring_timeout: 30 },
      taxi: { ...declared, ...rest },
    });
    expect(await operate("up")).toMatch(/= +plivo:index:MaskingSession taxi imported/);
    expect(project.requests().filter((request) => !request.startsWith("GET"))).toEqual([]);
    expect(project.emulator.sessions.live()).toHaveLength(2);
  });

  it("creates again what has expired, as its preview shows", async () => {
    project.emulator.clock.advance(5400);
    const preview = await operate("preview");
    expect(preview).toMatch(/\+-plivo:index:MaskingSession: \(replace\)/);
    expect(preview).toMatch(/1 to replace/);
    project.requests();
    await operate("up");
    expect(project.requests().filter((request) => request.startsWith("POST"))).toEqual(["POST 201"]);
    expect(project.emulator.sessions.live()).toHaveLength(2);
  });

  it("expires its sessions by a destroy", async () => {
    await operate("destroy");
    expect(project.emulator.sessions.live()).toEqual([]);
  });

  it("keeps numbers and PINs out of all that was shown and stored, and shows the virtual number", async () => {
    const pins = project.emulator.sessions
      .all()
      .flatMap(({ first_party_pin: first, second_party_pin: second }) => [first, second]);
    const secrets = [...pins.filter(Boolean).map((one) => `"${String(one)}"`), "202555016", "202 555 01"];
    expect(secrets.length).toBeGreaterThan(5);
    const seen = program.shown + (await project.history());
    expect(secrets.filter((secret) => seen.includes(secret))).toEqual([]);
    expect(program.shown).toMatch(number);
  });
});
