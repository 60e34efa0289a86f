import { create } from "../../../provider/lifecycle/create";
import { json, text } from "../plivo/support";
import { both, scriptedPlivo } from "./scripted-plivo";

const plivo = scriptedPlivo();

const givenUp = [
  ["408 of a server that waits no longer", json(408, { error: "Request timeout" })],
  ["408 of a proxy", text(408, "<html><title>408 Request Time-out</title></html>")],
  ["460 of a load balancer", text(460, "")],
  ["499 of a proxy", text(499, "<html><title>499</title></html>")],
  ["303 See Other", text(303, "", { location: "/elsewhere" })],
  ["302 Found", text(302, "", { location: "/elsewhere" })],
] as const;

describe.each(givenUp)("a create that is answered with %s", (_, answer) => {
  it("and was carried out is found, and not sent again", async () => {
    plivo.next.create.push(plivo.made(answer));
    expect((await create(plivo.context(), both)).sessionUuid).toBe("session-1");
    expect(plivo.requests).toEqual(["POST", "LIST", "GET"]);
  });

  it("and was not carried out is sent once more, after the look-up", async () => {
    plivo.next.create.push(answer);
    await create(plivo.context(), both);
    expect(plivo.requests).toEqual(["POST", "LIST", "LIST", "LIST", "LIST", "LIST", "POST"]);
    expect(plivo.sessions).toHaveLength(1);
  });
});
