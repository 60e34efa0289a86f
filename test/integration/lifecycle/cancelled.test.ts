import { create } from "../../../provider/lifecycle/create.ts";
import { expire } from "../../../provider/lifecycle/delete.ts";
import {
  CreateUnknownError,
  OperationCancelledError,
  SessionIncompleteError,
} from "../../../provider/session/errors.ts";
import { json } from "../plivo/support.ts";
import { both, reset, scriptedPlivo, stored, errorOf, type Respond } from "./scripted-plivo.ts";

const plivo = scriptedPlivo({ status: "in-progress" });

/** Responds, and then cancels Pulumi's call. */
function cancelAfter(controller: AbortController, respond: Respond): Respond {
  return (response, received) => {
    respond(response, received);
    controller.abort();
  };
}

const inCall: Respond = (response, received) => json(200, { response: plivo.newest })(response, received);

describe("a delete that waits for the end of a call", () => {
  const state = { ...stored, drainTimeout: 300 };

  it("stops waiting if Pulumi cancels it, and expires nothing", async () => {
    const controller = new AbortController();
    plivo.call = { ...plivo.call, signal: controller.signal };
    plivo.next.get.push(inCall, cancelAfter(controller, inCall));
    const error = await errorOf(expire(plivo.context(), { id: "session-1", state }));
    expect(error).toBeInstanceOf(OperationCancelledError);
    expect((error as Error).message).toContain("Masking session session-1 is still in a call");
    expect(plivo.requests).toEqual(["GET", "GET"]);
  });

  it("stops waiting at its deadline, and expires nothing", async () => {
    plivo.call = { ...plivo.call, deadline: plivo.clock.elapsed() + 15_000 };
    const error = await errorOf(expire(plivo.context(), { id: "session-1", state }));
    expect(error).toMatchObject({ code: "PLIVO_OPERATION_CANCELLED" });
    expect(plivo.clock.waits).toEqual([10_000, 5_000]);
    expect(plivo.requests).not.toContain("DELETE");
  });

  it("expires the session if the call ends before the deadline", async () => {
    plivo.call = { ...plivo.call, deadline: plivo.clock.elapsed() + 15_000 };
    plivo.next.get.push(inCall, json(200, { response: { ...plivo.newest, status: "active" } }));
    await expire(plivo.context(), { id: "session-1", state });
    expect(plivo.newest["status"]).toBe("expired");
  });
});

describe("a create that is cancelled", () => {
  beforeEach(() => {
    plivo.sessions = [];
  });

  it("while it waits for another create of the same parties sends nothing", async () => {
    const context = plivo.context();
    const call = { ...context.call, signal: AbortSignal.abort() };
    const first = create(context, both);
    const second = errorOf(create({ ...context, call }, both));
    await first;
    expect(await second).toBeInstanceOf(OperationCancelledError);
    expect(plivo.creates).toBe(1);
  });

  it("while it looks for a lost session keeps its request for the next attempt, which creates no second one", async () => {
    const controller = new AbortController();
    const { call } = plivo;
    plivo.call = { ...call, signal: controller.signal };
    const context = plivo.context();
    plivo.next.create.push(plivo.createThen(reset));
    plivo.next.list.push(
      cancelAfter(controller, json(200, { response: { meta: { total_count: 0 }, objects: [] } })),
    );
    const error = await errorOf(create(context, both));
    expect(error).toBeInstanceOf(CreateUnknownError);
    expect((error as Error).message).toContain("the operation was cancelled");
    const { sessionUuid } = await create({ ...context, call }, both);
    expect(sessionUuid).toBe("session-2");
    expect(plivo.creates).toBe(1);
  });

  it("before it completes what an earlier attempt has left forgets nothing: the next attempt completes that session", async () => {
    const context = plivo.context();
    plivo.next.create.push(plivo.createThen(json(201, { session_uuid: "session-2" })));
    plivo.next.get.push(json(400, {}));
    expect(await errorOf(create(context, both))).toBeInstanceOf(SessionIncompleteError);
    const call = { ...context.call, signal: AbortSignal.abort() };
    expect(await errorOf(create({ ...context, call }, both))).toBeInstanceOf(OperationCancelledError);
    expect((await create(context, both)).sessionUuid).toBe("session-2");
    expect(plivo.creates).toBe(1);
  });
});
