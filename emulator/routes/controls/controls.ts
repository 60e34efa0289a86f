import type { FastifyInstance, FastifyRequest } from "fastify";
import { parseControlTime } from "../../common/timestamps";
import { isPoolNumber } from "../../domain/number-pool";
import { sessionControl } from "../../domain/session-control";
import { resetEmulation, type Emulation } from "../../emulation";
import { queryOf } from "../request-url";
import { callbackRoutes } from "./callbacks";
import { callRoutes } from "./calls";
import { consoleDataRoutes } from "./console-data";
import { sendControlError, ControlError, readObject } from "./control-error";
import { faultRoutes } from "./faults";

function showClock({ clock }: Emulation): object {
  return { now: new Date(clock.now()).toISOString(), offset: clock.offset / 1000 };
}

function moveClock(emulation: Emulation, { advance, set, ...rest }: Record<string, unknown>): object {
  if (Object.keys(rest).length > 0 || (advance === undefined) === (set === undefined)) {
    throw new ControlError(400, 'the body should be {"advance": seconds} or {"set": time}');
  }
  if (advance !== undefined) {
    if (typeof advance !== "number") throw new ControlError(400, "advance takes 0 or more seconds");
    emulation.clock.advance(advance);
  } else {
    const time = parseControlTime(set);
    if (time === undefined) throw new ControlError(400, "set takes milliseconds or an ISO 8601 time");
    emulation.clock.set(time);
  }
  return showClock(emulation);
}

function replacePool(emulation: Emulation, { numbers }: Record<string, unknown>): object {
  if (!Array.isArray(numbers) || !numbers.every(isPoolNumber)) {
    throw new ControlError(
      400,
      'the body should be {"numbers": [{"number": "+14155550100", "subaccount": "..."}]}',
    );
  }
  emulation.pool.replace(numbers);
  return { numbers: emulation.pool.all() };
}

function clockRoutes(app: FastifyInstance, emulation: Emulation): void {
  app.get("/clock", () => showClock(emulation));
  app.post("/clock", (request) => moveClock(emulation, readObject(request)));
}

function requestRoutes(app: FastifyInstance, { requests }: Emulation): void {
  app.get("/requests", (request) => {
    const { sessionUuid } = queryOf(request);
    return {
      count: requests.count(),
      requests: sessionUuid === undefined ? requests.all() : requests.ofSession(sessionUuid),
    };
  });
  app.get("/requests/count", () => ({ count: requests.count() }));
  app.delete("/requests", () => {
    requests.clear();
    return { count: requests.count() };
  });
}

function controlledSessionRoutes(app: FastifyInstance, emulation: Emulation): void {
  const control = sessionControl(emulation);
  const existing = (request: FastifyRequest) => {
    const session = control.get((request.params as { sessionUuid: string }).sessionUuid);
    if (!session) throw new ControlError(404, "there is no session with this session_uuid");
    return session;
  };
  app.get("/sessions", () => ({ sessions: control.all() }));
  app.post("/sessions", (request, reply) => {
    const fields = readObject(request);
    control.add(fields);
    return reply.status(201).send(control.get(String(fields["session_uuid"])));
  });
  app.get("/sessions/live", () => ({ sessions: control.live() }));
  app.get("/sessions/:sessionUuid", existing);
  app.patch("/sessions/:sessionUuid", (request) => {
    const { session_uuid } = existing(request);
    control.change(session_uuid, readObject(request));
    return control.get(session_uuid);
  });
  app.delete("/sessions/:sessionUuid", (request) => {
    const { session_uuid } = existing(request);
    control.remove(session_uuid);
    return { removed: session_uuid };
  });
}

/** The controls under `/_emulator/`: JSON in and out, no credentials, not logged, only for this machine. */
export function controlRoutes(app: FastifyInstance, emulation: Emulation): void {
  app.setErrorHandler((error, _request, reply) => sendControlError(error, reply));
  clockRoutes(app, emulation);
  requestRoutes(app, emulation);
  controlledSessionRoutes(app, emulation);
  faultRoutes(app, emulation);
  callRoutes(app, emulation);
  callbackRoutes(app, emulation);
  consoleDataRoutes(app, emulation);
  app.get("/pool", () => ({ numbers: emulation.pool.all() }));
  app.put("/pool", (request) => replacePool(emulation, readObject(request)));
  app.get("/prices", () => emulation.prices.all());
  app.put("/prices", (request) => {
    emulation.prices.replace(readObject(request));
    return emulation.prices.all();
  });
  app.post("/reset", () => {
    resetEmulation(emulation);
    return { reset: true };
  });
  app.all("/*", () => {
    throw new ControlError(404, "there is no such control");
  });
}
