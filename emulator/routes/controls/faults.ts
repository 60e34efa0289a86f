import type { FastifyInstance } from "fastify";
import type { Emulation } from "../../emulation";
import { readFault } from "../../faults/read-fault";
import type { ArmedFault } from "../../faults/types";
import { ControlError, readObject } from "./control-error";

function arm({ faults }: Emulation, body: Record<string, unknown>): ArmedFault {
  const fault = readFault(body);
  if (fault.kind === "refuse" && fault.milliseconds === undefined) {
    throw new ControlError(400, "over HTTP a refuse fault needs milliseconds, because no request can end it");
  }
  return faults.arm(fault);
}

export function faultRoutes(app: FastifyInstance, emulation: Emulation): void {
  const { faults } = emulation;
  app.get("/faults", () => ({ faults: faults.all() }));
  app.post("/faults", (request, reply) => reply.status(201).send(arm(emulation, readObject(request))));
  app.delete("/faults", async () => {
    await faults.clear();
    return { faults: faults.all() };
  });
}
