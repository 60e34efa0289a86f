import { missingOutput } from "../support/example.ts";
import { ExampleProject } from "./example-project.ts";

/**
 * Milliseconds. The first run in a checkout builds the CLI, and installs or builds the language's packages.
 */
export const buildTimeout = 900_000;

/**
 * Follows the README of an example with three blocks of commands: one builds, one creates, one changes and
 * deletes.
 */
export function testQuickstart(name: string): void {
  let project: ExampleProject;
  let printed = "";
  beforeAll(async () => {
    project = await ExampleProject.open(name);
    await project.next();
  }, buildTimeout);
  afterAll(() => project.close());

  it("shows the sessions in a preview, and creates them by one request each", async () => {
    printed += await project.next();
    expect(printed).toMatch(/\+ 4 to create/);
    expect(project.requests()).toEqual(["POST 201", "POST 201", "POST 201"]);
  });

  it("updates one session in place, and expires all of them", async () => {
    printed += await project.next();
    expect(project.requests()).toEqual(["POST 200", "DELETE 200", "DELETE 200", "DELETE 200"]);
    expect(project.emulator.sessions.live()).toEqual([]);
  });

  it("prints what the README shows, and no number of a party", async () => {
    expect(missingOutput(name, printed)).toEqual([]);
    expect(project.left).toBe(0);
    expect(`${printed}${await project.state()}`).not.toMatch(/202[ -]?555[ -]?01/);
  });
}
