import { createElsewhere } from "../support/elsewhere.ts";
import { exampleFile, missingOutput } from "../support/example.ts";
import { ExampleProject } from "./example-project.ts";
import { buildTimeout } from "./quickstart.ts";

describe("examples/yaml-import, by the commands of its README", () => {
  const phones = { driver: "+12025550133", rider: "+12025550144", courier: "+12025550155" };
  const pairs = {
    ride: ["driver", "rider"],
    parcel: ["courier", "rider"],
    meal: ["courier", "driver"],
  } as const;
  let project: ExampleProject;
  let ids: Record<string, string>;
  let printed = "";
  beforeAll(async () => {
    project = await ExampleProject.open("yaml-import");
    const created = Object.entries(pairs).map(async ([name, [first, second]]) => {
      const parties = { firstParty: phones[first], secondParty: phones[second] };
      return [name, await createElsewhere(project.emulator, { ...parties, sessionExpiry: 7200 })] as const;
    });
    ids = Object.fromEntries(await Promise.all(created));
    await project.next();
    // The user enters the UUIDs of their own sessions.
    const file = JSON.parse(exampleFile("yaml-import", "sessions.json")) as { resources: { name: string }[] };
    const resources = file.resources.map((resource) => ({ ...resource, id: ids[resource.name] }));
    await project.write("sessions.json", JSON.stringify({ resources }));
  }, buildTimeout);
  afterAll(() => project.close());

  it("imports each session by one request, and shows offline what the program declares differently", async () => {
    printed += await project.next((command) =>
      command.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, String(ids["ride"])),
    );
    expect(project.requests()).toEqual(["GET 200", "GET 200", "GET 200"]);
  });

  it("updates the imported sessions in place, as they are the stack's own", async () => {
    printed += await project.next();
    expect(project.requests()).toEqual(["POST 200", "POST 200", "POST 200"]);
    const live = project.emulator.sessions.live();
    expect(live.map(({ session_uuid: id }) => id).toSorted()).toEqual(Object.values(ids).toSorted());
    expect(live.map(({ ring_timeout: seconds }) => seconds)).toEqual([20, 20, 20]);
  });

  it("prints what the README shows, and no number of a party", async () => {
    expect(missingOutput("yaml-import", printed)).toEqual([]);
    expect(project.left).toBe(0);
    expect(`${printed}${await project.state()}`).not.toMatch(/202[ -]?555[ -]?01/);
  });
});
